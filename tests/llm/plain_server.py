"""Starts llama-cpp-python's server with a model that has learnt no roles.

Messages are put one after the other without marks between them, so that a base model
simply goes on with the text.  Runs in the environment of the server, not in HoiDap's.
"""
# mypy: ignore-errors

from __future__ import annotations

from llama_cpp.llama_chat_format import ChatFormatterResponse, register_chat_format
from llama_cpp.server.__main__ import main


@register_chat_format("plain")
def plain(messages, **options):
    """The messages' texts as one prompt."""
    del options
    return ChatFormatterResponse(prompt="\n\n".join(each["content"] for each in messages))


if __name__ == "__main__":
    main()

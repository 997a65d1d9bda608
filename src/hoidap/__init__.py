"""HoiDap: cited answers in Vietnamese over official documents and interviews."""

__version__ = "0.1.0"

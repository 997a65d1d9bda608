"""Study packs as files: papers, slides, and quizzes for learning platforms."""

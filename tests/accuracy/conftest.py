"""Without the labelled texts, which are not part of the project, the floors that rest on them cannot be measured."""

from amends.understanding.training.data import DEV, data_folder

collect_ignore = [] if (data_folder() / DEV).is_file() else ["test_floors.py", "test_said_back.py"]

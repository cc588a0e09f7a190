"""What every test run of the project shares: the fixtures below fixtures/ are tests too."""

pytest_plugins = ("tests.fixtures_plugin", "tests.cases_plugin")

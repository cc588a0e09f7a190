"""What vulture takes for dead and is not, each with who uses it (`make lint`; a test keeps the list short)."""

# Columns: the statement, the dictionary and the export are made from the row types; queries read them by name.
_.last_seen
_.refused_message
_.table_name
_.column_name
_.old_snapshot
_.grade_rank
_.grade_scale
_.hash
_.inspector_name
_.inspector_title
_.inspector_contact
_.key_facts_period
_.ons_code
_.police_uk_id
_.home_office_name
_.region
_.country

# Words of a vocabulary: the database's constraints and the JSON Schema list them; pages and sources state them.
_.WEB
_.WAYBACK
_.UKGWA
_.WARC
_.FOLDER
_.CHILD_PROTECTION
_.INTEGRITY
_.SERIOUS_ORGANISED_CRIME
_.CUSTODY
_.CRIME_DATA_INTEGRITY
_.SPECIAL

# Fields of the record and of the extraction: `peel parse` prints them.
_.unread_blocks
_.organisation_text
_.inspected_text

# Templates of the report and of `peel browse` read them.
_.chosen_label
_.is_new_scale
_.is_part
_.maps

# What loading a page did, for whoever calls `load`; that a second time writes nothing is tested by it.
_.rows_written
# A column of the frontier, as `FrontierItem` returns it.
_.tries

# A setting that is read before the settings are (`scraper/config.py`); `peel settings` tells it.
_.catalogue

# pydantic and pydantic-settings read or call them; the parameters are those of their method.
_.model_config
_.settings_customise_sources
_._is_no_switch
_.dotenv_settings
_.env_settings
_.file_secret_settings

# urllib3 and requests read or call them: connections that peel makes, counts and limits.
_._new_conn
_.ConnectionCls
_.pool_classes_by_scheme
_.trust_env
# sqlite3 reads it; `__exit__` has the parameter.
_.row_factory
_.trace

# http.server calls them by the name of the request's method.
_.do_GET
_.log_message

# click calls it for the list of verbs.
_.format_commands

# pytest, ast.NodeVisitor, importlib, configparser and distributed call them or read them.
_.pytestmark
_.reportinfo
_.visit_AnnAssign
_.visit_match_case
_.create_module
_.exec_module
_.optionxform
_.transition

# enum calls it for a word that names no member.
_._missing_

# Beautiful Soup asks its strainer; a template of `peel report` has it.
_.allow_string_creation
_.anchor

# Datasette asks a database for what it has kept of its file
_.cached_hash
_.cached_size

# tempfile looks where it has last been told to
_.tempdir

# Python asks who finds modules
_.find_spec

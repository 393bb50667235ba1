"""How the addresses of programs are described (drf-spectacular)."""

SPECTACULAR_SETTINGS = {
    "TITLE": "Tipline",
    "DESCRIPTION": "Tips and mailboxes for tipsters' apps, the desk for officers' programs. Read docs/api.md first.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "LanguageEnum": ["en", "acf", "fr", "es", "ht"],
        "CategoryEnum": "reports.models.Category",
        "StatusEnum": "reports.models.Status",
        "RecordKindEnum": "reports.models.RecordKind",
        "FileKindEnum": ["image", "pdf", "video", "sound"],
        "QuestionKindEnum": ["line", "many", "one", "pick"],
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "reports.programs.schema.every_problem",
        "reports.programs.webhooks.describe_webhooks",
    ],
}

"""Articles, reference works, the search index, and the review."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuidancePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "gist",
                    models.CharField(
                        help_text="Én sætning om, hvad læseren får ud af artiklen.",
                        max_length=300,
                        verbose_name="kort fortalt",
                    ),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("professional", "Fagpersoner i kommunen"),
                                ("coordinator", "Tovholdere"),
                                ("leader", "Ledere"),
                                ("police", "Politi"),
                                ("school", "Skole og uddannelse"),
                                ("housing", "Boligområder"),
                                ("relatives", "Pårørende"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="målgruppe",
                    ),
                ),
                (
                    "triangle",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("building", "Opbyggende"),
                                ("anticipating", "Foregribende"),
                                ("intervening", "Indgribende"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="niveau i forebyggelsestrekanten",
                    ),
                ),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("right", "Højreekstremisme"),
                                ("left", "Venstreekstremisme"),
                                ("islamist", "Militant islamisme"),
                                ("anti_system", "Antistatslig ekstremisme"),
                                ("across", "På tværs af former"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="form for ekstremisme",
                    ),
                ),
                (
                    "setting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("school", "Skole"),
                                ("family", "Familie"),
                                ("housing", "Boligområde"),
                                ("online", "Online"),
                                ("leisure", "Fritid"),
                                ("prison", "Kriminalforsorg"),
                                ("psychiatry", "Psykiatri"),
                                ("info_house", "Infohus"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="arena",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("local", "Lokal"),
                            ("national", "National"),
                            ("international", "International"),
                        ],
                        default="national",
                        max_length=20,
                        verbose_name="rækkevidde",
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="temaer",
                    ),
                ),
                ("body", wagtail.fields.RichTextField(verbose_name="tekst")),
                (
                    "keywords",
                    models.CharField(
                        blank=True,
                        help_text="Ord, folk søger med, men som ikke står i teksten. Adskil med komma.",
                        max_length=400,
                        verbose_name="søgeord",
                    ),
                ),
                (
                    "sources",
                    wagtail.fields.StreamField(
                        [("source", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Titel", "max_length": 300},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Udgiver", "max_length": 200, "required": False},
                            ),
                            2: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "År",
                                    "max_value": 2100,
                                    "min_value": 1900,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Adresse på nettet", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("publisher", 1), ("year", 2), ("url", 3)]],
                                {},
                            ),
                        },
                        verbose_name="kilder",
                    ),
                ),
                (
                    "related",
                    wagtail.fields.StreamField(
                        [("page", 0)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.PageChooserBlock", (), {"label": "Side"})
                        },
                        verbose_name="læs også",
                    ),
                ),
                ("responsible", models.CharField(max_length=120, verbose_name="ansvarlig")),
                ("updated_on", models.DateField(verbose_name="fagligt opdateret")),
                (
                    "next_review_on",
                    models.DateField(
                        help_text="Senest her læses artiklen igen.", verbose_name="næste gennemsyn"
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Siden viser tydeligt, at stedet og tallene er opdigtede.",
                        verbose_name="opdigtet eksempel",
                    ),
                ),
            ],
            options={
                "verbose_name": "vejledning",
                "verbose_name_plural": "vejledninger",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="HubIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
            ],
            options={
                "verbose_name": "vidensoversigt",
                "verbose_name_plural": "vidensoversigter",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="MissingSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=100, verbose_name="søgeord")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="hvornår"
                    ),
                ),
            ],
            options={
                "verbose_name": "søgning uden fund",
                "verbose_name_plural": "søgninger uden fund",
                "ordering": ("-at",),
            },
        ),
        migrations.CreateModel(
            name="PracticePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "target_group_grade",
                    models.CharField(
                        choices=[
                            ("A", "A – velbelyst"),
                            ("B", "B – delvist belyst"),
                            ("C", "C – sparsomt belyst"),
                            ("D", "D – ikke belyst"),
                        ],
                        default="D",
                        max_length=1,
                        verbose_name="målgruppe",
                    ),
                ),
                (
                    "target_group_reason",
                    models.CharField(max_length=400, verbose_name="begrundelse"),
                ),
                (
                    "method_grade",
                    models.CharField(
                        choices=[
                            ("A", "A – velbelyst"),
                            ("B", "B – delvist belyst"),
                            ("C", "C – sparsomt belyst"),
                            ("D", "D – ikke belyst"),
                        ],
                        default="D",
                        max_length=1,
                        verbose_name="metode",
                    ),
                ),
                ("method_reason", models.CharField(max_length=400, verbose_name="begrundelse")),
                (
                    "implementation_grade",
                    models.CharField(
                        choices=[
                            ("A", "A – velbelyst"),
                            ("B", "B – delvist belyst"),
                            ("C", "C – sparsomt belyst"),
                            ("D", "D – ikke belyst"),
                        ],
                        default="D",
                        max_length=1,
                        verbose_name="implementering",
                    ),
                ),
                (
                    "implementation_reason",
                    models.CharField(max_length=400, verbose_name="begrundelse"),
                ),
                (
                    "effect_grade",
                    models.CharField(
                        choices=[
                            ("A", "A – velbelyst"),
                            ("B", "B – delvist belyst"),
                            ("C", "C – sparsomt belyst"),
                            ("D", "D – ikke belyst"),
                        ],
                        default="D",
                        max_length=1,
                        verbose_name="effekt",
                    ),
                ),
                ("effect_reason", models.CharField(max_length=400, verbose_name="begrundelse")),
                (
                    "economy_grade",
                    models.CharField(
                        choices=[
                            ("A", "A – velbelyst"),
                            ("B", "B – delvist belyst"),
                            ("C", "C – sparsomt belyst"),
                            ("D", "D – ikke belyst"),
                        ],
                        default="D",
                        max_length=1,
                        verbose_name="økonomi",
                    ),
                ),
                ("economy_reason", models.CharField(max_length=400, verbose_name="begrundelse")),
                (
                    "gist",
                    models.CharField(
                        help_text="Én sætning om, hvad læseren får ud af artiklen.",
                        max_length=300,
                        verbose_name="kort fortalt",
                    ),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("professional", "Fagpersoner i kommunen"),
                                ("coordinator", "Tovholdere"),
                                ("leader", "Ledere"),
                                ("police", "Politi"),
                                ("school", "Skole og uddannelse"),
                                ("housing", "Boligområder"),
                                ("relatives", "Pårørende"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="målgruppe",
                    ),
                ),
                (
                    "triangle",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("building", "Opbyggende"),
                                ("anticipating", "Foregribende"),
                                ("intervening", "Indgribende"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="niveau i forebyggelsestrekanten",
                    ),
                ),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("right", "Højreekstremisme"),
                                ("left", "Venstreekstremisme"),
                                ("islamist", "Militant islamisme"),
                                ("anti_system", "Antistatslig ekstremisme"),
                                ("across", "På tværs af former"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="form for ekstremisme",
                    ),
                ),
                (
                    "setting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("school", "Skole"),
                                ("family", "Familie"),
                                ("housing", "Boligområde"),
                                ("online", "Online"),
                                ("leisure", "Fritid"),
                                ("prison", "Kriminalforsorg"),
                                ("psychiatry", "Psykiatri"),
                                ("info_house", "Infohus"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="arena",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("local", "Lokal"),
                            ("national", "National"),
                            ("international", "International"),
                        ],
                        default="national",
                        max_length=20,
                        verbose_name="rækkevidde",
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="temaer",
                    ),
                ),
                ("body", wagtail.fields.RichTextField(verbose_name="tekst")),
                (
                    "keywords",
                    models.CharField(
                        blank=True,
                        help_text="Ord, folk søger med, men som ikke står i teksten. Adskil med komma.",
                        max_length=400,
                        verbose_name="søgeord",
                    ),
                ),
                (
                    "sources",
                    wagtail.fields.StreamField(
                        [("source", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Titel", "max_length": 300},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Udgiver", "max_length": 200, "required": False},
                            ),
                            2: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "År",
                                    "max_value": 2100,
                                    "min_value": 1900,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Adresse på nettet", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("publisher", 1), ("year", 2), ("url", 3)]],
                                {},
                            ),
                        },
                        verbose_name="kilder",
                    ),
                ),
                (
                    "related",
                    wagtail.fields.StreamField(
                        [("page", 0)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.PageChooserBlock", (), {"label": "Side"})
                        },
                        verbose_name="læs også",
                    ),
                ),
                ("responsible", models.CharField(max_length=120, verbose_name="ansvarlig")),
                ("updated_on", models.DateField(verbose_name="fagligt opdateret")),
                (
                    "next_review_on",
                    models.DateField(
                        help_text="Senest her læses artiklen igen.", verbose_name="næste gennemsyn"
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Siden viser tydeligt, at stedet og tallene er opdigtede.",
                        verbose_name="opdigtet eksempel",
                    ),
                ),
                (
                    "core_elements",
                    models.TextField(
                        help_text="Ét punkt pr. linje.", verbose_name="kerneelementer"
                    ),
                ),
                (
                    "first_steps",
                    models.TextField(
                        help_text="Ét punkt pr. linje.", verbose_name="sådan begynder du på mandag"
                    ),
                ),
                (
                    "preconditions",
                    models.TextField(
                        help_text="Ét punkt pr. linje.", verbose_name="forudsætninger"
                    ),
                ),
                ("risks", models.TextField(help_text="Ét punkt pr. linje.", verbose_name="risici")),
                (
                    "unknowns",
                    models.TextField(
                        help_text="Ét punkt pr. linje.", verbose_name="det ved vi ikke"
                    ),
                ),
                ("staffing", models.TextField(blank=True, verbose_name="bemanding og tid")),
                ("cost_note", models.TextField(blank=True, verbose_name="økonomi")),
                ("legal_basis", models.TextField(blank=True, verbose_name="lovgrundlag")),
            ],
            options={
                "verbose_name": "praksis",
                "verbose_name_plural": "praksis",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ResearchPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "gist",
                    models.CharField(
                        help_text="Én sætning om, hvad læseren får ud af artiklen.",
                        max_length=300,
                        verbose_name="kort fortalt",
                    ),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("professional", "Fagpersoner i kommunen"),
                                ("coordinator", "Tovholdere"),
                                ("leader", "Ledere"),
                                ("police", "Politi"),
                                ("school", "Skole og uddannelse"),
                                ("housing", "Boligområder"),
                                ("relatives", "Pårørende"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="målgruppe",
                    ),
                ),
                (
                    "triangle",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("building", "Opbyggende"),
                                ("anticipating", "Foregribende"),
                                ("intervening", "Indgribende"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="niveau i forebyggelsestrekanten",
                    ),
                ),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("right", "Højreekstremisme"),
                                ("left", "Venstreekstremisme"),
                                ("islamist", "Militant islamisme"),
                                ("anti_system", "Antistatslig ekstremisme"),
                                ("across", "På tværs af former"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="form for ekstremisme",
                    ),
                ),
                (
                    "setting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("school", "Skole"),
                                ("family", "Familie"),
                                ("housing", "Boligområde"),
                                ("online", "Online"),
                                ("leisure", "Fritid"),
                                ("prison", "Kriminalforsorg"),
                                ("psychiatry", "Psykiatri"),
                                ("info_house", "Infohus"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="arena",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("local", "Lokal"),
                            ("national", "National"),
                            ("international", "International"),
                        ],
                        default="national",
                        max_length=20,
                        verbose_name="rækkevidde",
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="temaer",
                    ),
                ),
                ("body", wagtail.fields.RichTextField(verbose_name="tekst")),
                (
                    "keywords",
                    models.CharField(
                        blank=True,
                        help_text="Ord, folk søger med, men som ikke står i teksten. Adskil med komma.",
                        max_length=400,
                        verbose_name="søgeord",
                    ),
                ),
                (
                    "sources",
                    wagtail.fields.StreamField(
                        [("source", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Titel", "max_length": 300},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Udgiver", "max_length": 200, "required": False},
                            ),
                            2: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "År",
                                    "max_value": 2100,
                                    "min_value": 1900,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Adresse på nettet", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("publisher", 1), ("year", 2), ("url", 3)]],
                                {},
                            ),
                        },
                        verbose_name="kilder",
                    ),
                ),
                (
                    "related",
                    wagtail.fields.StreamField(
                        [("page", 0)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.PageChooserBlock", (), {"label": "Side"})
                        },
                        verbose_name="læs også",
                    ),
                ),
                ("responsible", models.CharField(max_length=120, verbose_name="ansvarlig")),
                ("updated_on", models.DateField(verbose_name="fagligt opdateret")),
                (
                    "next_review_on",
                    models.DateField(
                        help_text="Senest her læses artiklen igen.", verbose_name="næste gennemsyn"
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Siden viser tydeligt, at stedet og tallene er opdigtede.",
                        verbose_name="opdigtet eksempel",
                    ),
                ),
            ],
            options={
                "verbose_name": "forskningsresumé",
                "verbose_name_plural": "forskningsresuméer",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="SearchState",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("stamp", models.UUIDField(default=uuid.uuid4)),
                ("documents", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adresse")),
                ("term", models.CharField(max_length=120, verbose_name="begreb")),
                ("english", models.CharField(blank=True, max_length=120, verbose_name="engelsk")),
                ("definition", models.TextField(max_length=2000, verbose_name="forklaring")),
                (
                    "abbreviations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        help_text="Adskil med komma.",
                        size=None,
                        verbose_name="forkortelser",
                    ),
                ),
                (
                    "synonyms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        help_text="Adskil med komma. Bruges også af søgningen.",
                        size=None,
                        verbose_name="synonymer",
                    ),
                ),
            ],
            options={
                "verbose_name": "begreb",
                "verbose_name_plural": "ordbog",
                "ordering": ("term",),
            },
        ),
        migrations.CreateModel(
            name="ThemePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "gist",
                    models.CharField(
                        help_text="Én sætning om, hvad læseren får ud af artiklen.",
                        max_length=300,
                        verbose_name="kort fortalt",
                    ),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("professional", "Fagpersoner i kommunen"),
                                ("coordinator", "Tovholdere"),
                                ("leader", "Ledere"),
                                ("police", "Politi"),
                                ("school", "Skole og uddannelse"),
                                ("housing", "Boligområder"),
                                ("relatives", "Pårørende"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="målgruppe",
                    ),
                ),
                (
                    "triangle",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("building", "Opbyggende"),
                                ("anticipating", "Foregribende"),
                                ("intervening", "Indgribende"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="niveau i forebyggelsestrekanten",
                    ),
                ),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("right", "Højreekstremisme"),
                                ("left", "Venstreekstremisme"),
                                ("islamist", "Militant islamisme"),
                                ("anti_system", "Antistatslig ekstremisme"),
                                ("across", "På tværs af former"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="form for ekstremisme",
                    ),
                ),
                (
                    "setting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("school", "Skole"),
                                ("family", "Familie"),
                                ("housing", "Boligområde"),
                                ("online", "Online"),
                                ("leisure", "Fritid"),
                                ("prison", "Kriminalforsorg"),
                                ("psychiatry", "Psykiatri"),
                                ("info_house", "Infohus"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="arena",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("local", "Lokal"),
                            ("national", "National"),
                            ("international", "International"),
                        ],
                        default="national",
                        max_length=20,
                        verbose_name="rækkevidde",
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="temaer",
                    ),
                ),
                ("body", wagtail.fields.RichTextField(verbose_name="tekst")),
                (
                    "keywords",
                    models.CharField(
                        blank=True,
                        help_text="Ord, folk søger med, men som ikke står i teksten. Adskil med komma.",
                        max_length=400,
                        verbose_name="søgeord",
                    ),
                ),
                (
                    "sources",
                    wagtail.fields.StreamField(
                        [("source", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Titel", "max_length": 300},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Udgiver", "max_length": 200, "required": False},
                            ),
                            2: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "År",
                                    "max_value": 2100,
                                    "min_value": 1900,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Adresse på nettet", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("publisher", 1), ("year", 2), ("url", 3)]],
                                {},
                            ),
                        },
                        verbose_name="kilder",
                    ),
                ),
                (
                    "related",
                    wagtail.fields.StreamField(
                        [("page", 0)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.PageChooserBlock", (), {"label": "Side"})
                        },
                        verbose_name="læs også",
                    ),
                ),
                ("responsible", models.CharField(max_length=120, verbose_name="ansvarlig")),
                ("updated_on", models.DateField(verbose_name="fagligt opdateret")),
                (
                    "next_review_on",
                    models.DateField(
                        help_text="Senest her læses artiklen igen.", verbose_name="næste gennemsyn"
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Siden viser tydeligt, at stedet og tallene er opdigtede.",
                        verbose_name="opdigtet eksempel",
                    ),
                ),
            ],
            options={
                "verbose_name": "tema",
                "verbose_name_plural": "temaer",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("lexeme", models.CharField(max_length=60)),
                ("documents", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adresse")),
                ("name", models.CharField(max_length=160, verbose_name="navn")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "Nationalt"),
                            ("regional", "Regionalt"),
                            ("local", "Lokalt"),
                        ],
                        max_length=12,
                        verbose_name="niveau",
                    ),
                ),
                ("role", models.TextField(max_length=2000, verbose_name="opgave")),
                ("contact_for", models.CharField(max_length=300, verbose_name="kontakt dem om")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, verbose_name="rækkefølge"),
                ),
            ],
            options={
                "verbose_name": "aktør",
                "verbose_name_plural": "aktører",
                "ordering": ("position", "name"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["national", "regional", "local"])),
                        name="organisation_level_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeerReviewTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "fagligt review",
                "verbose_name_plural": "faglige review",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("practice", "Praksis"),
                            ("guidance", "Vejledning"),
                            ("research", "Forskning"),
                            ("theme", "Tema"),
                            ("term", "Begreb"),
                            ("actor", "Aktør"),
                            ("plan", "Handlingsplan"),
                        ],
                        max_length=12,
                    ),
                ),
                ("page_id", models.IntegerField(null=True, unique=True)),
                ("slug", models.CharField(max_length=255)),
                ("title", models.CharField(max_length=255)),
                ("gist", models.TextField(blank=True)),
                ("url", models.CharField(max_length=400)),
                ("text", models.TextField(blank=True)),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "triangle",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "setting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("level", models.CharField(blank=True, max_length=20)),
                ("grades", models.CharField(blank=True, max_length=5)),
                ("effect_grade", models.CharField(blank=True, max_length=1)),
                ("is_example", models.BooleanField(default=False)),
                ("published_on", models.DateField(null=True)),
                ("updated_on", models.DateField(null=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], name="search_document_vector"
                    ),
                    models.Index(fields=["kind", "-published_on"], name="search_document_list"),
                ],
            },
        ),
    ]

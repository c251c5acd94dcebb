"""Which fields a file of stakeholders can bring, and by which headings and words they are known in many languages.

Words are folded: lower case, without marks and punctuation. What a hub corrected goes before these (``remembered``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from capacities.hub.stakeholders.kinds import ROLES, Basis, Helix, RelationKind, Stance
from capacities.tables.names import fold

ORGANISATION: dict[str, Promise] = {
    "name": _("Organisation"),
    "acronym": _("Acronym"),
    "helix": _("Kind"),
    "roles": _("Roles"),
    "power": _("Power"),
    "interest": _("Interest"),
    "stance": _("Stance"),
    "url": _("Website"),
    "email": _("General e-mail address"),
    "wants": _("What it wants"),
    "gives": _("What it can give"),
    "next_step": _("Next step"),
    "next_on": _("Next step until"),
    "source": _("Source"),
}
PERSON: dict[str, Promise] = {
    "office": _("Office"),
    "person": _("Person"),
    "person_email": _("E-mail addresses of the person"),
    "phone": _("Phone"),
    "basis": _("Legal basis"),
    "since": _("In office since"),
    "until": _("In office until"),
    "expires": _("Data kept until"),
}
RELATION: dict[str, Promise] = {
    "giver": _("From"),
    "relation": _("Relation"),
    "taker": _("To"),
    "is_planned": _("Planned"),
}
FIELDS: dict[str, Promise] = ORGANISATION | PERSON | RELATION

# "a_name", "an_email" and "a_kind" mean one or another thing by what else the sheet holds.
_HEADINGS: dict[str, str] = {
    "name": "organisation|organization|organisation name|organization name|name of organisation"
    "|name of the organisation"
    "|stakeholder|stakeholders|institution|institution name|entity|company|body|actor|partner"
    "|organizatie|organizatia|denumire organizatie|denumirea organizatiei|numele organizatiei|institutie|institutia"
    "|denumire institutie|denumirea institutiei|parte interesata|parti interesate|actori|entitate|societate|firma"
    "|einrichtung|institution|akteur|unternehmen|firma|name der organisation|organisationsname|behorde|korperschaft"
    "|organisme|structure|partie prenante|acteur|entreprise|nom de l organisation|nom de l organisme|etablissement"
    "|organizacion|entidad|institucion|actor|empresa|nombre de la organizacion|parte interesada|organismo"
    "|organizzazione|ente|istituzione|attore|azienda|nome dell organizzazione|nome organizzazione|denominazione ente"
    "|οργανισμοσ|φορεασ|εταιρεια|ιδρυμα|επωνυμια|ονομα οργανισμου|ενδιαφερομενο μεροσ"
    "|kurum|kurulus|kurum adi|kurulus adi|paydas|orgut|sirket|kurum kurulus|kurum ve kurulus"
    "|organizacja|instytucja|podmiot|nazwa organizacji|nazwa instytucji|interesariusz|firma|nazwa podmiotu"
    "|organizace|instituce|subjekt|nazev organizace|nazev subjektu|zainteresovana strana|spolecnost"
    "|organizacia|institucia|szervezet|szervezet neve|intezmeny|организация|институция|organizacao|entidade"
    "|instituicao|organisatie|naam organisatie|instelling|organizacija|ustanova|institucija",
    "a_name": "name|full name|title|denumire|denumirea|nume|numele|bezeichnung|nom|denomination|nombre|nome"
    "|denominazione|denominacion|ονομα|ονομασια|ad|adi|isim|nazwa|nazev|jmeno|imie i nazwisko|nazov|nev|naziv|име|naam",
    "acronym": "acronym|abbreviation|short name|acronim|acronimul|abreviere|sigla|prescurtare|abkurzung|kurzel|kurzname"
    "|kurzbezeichnung|akronym|acronyme|sigle|abreviation|siglas|acronimo|abreviatura|ακρωνυμιο|συντομογραφια|kisaltma"
    "|skrot|zkratka|skratka|rovidites|кратко име|afkorting",
    "helix": "helix|kind of organisation|type of organisation|organisation type|stakeholder type|stakeholder group"
    "|sector|category|tip organizatie|tipul organizatiei|tip institutie|categorie|categoria|sectorul"
    "|art der organisation|kategorie|sektor|organisationstyp|type d organisation|secteur"
    "|tipo de organizacion|tipo di organizzazione|settore|κατηγορια|ειδοσ φορεα|ειδοσ|τομεασ|kategori|kurum turu"
    "|kategoria|rodzaj|rodzaj podmiotu|sektor|kategorie|druh|druh organizace|tipo de entidad|quadruple helix",
    "a_kind": "kind|type|tip|tipul|art|typ|genre|tipo|τυποσ|tur|turu",
    "roles": "role|roles|rol|roluri|rolul|rolle|rollen|roles|papel|funcion en el proceso|ruolo|ruoli|ροლοσ|ρολοσ|ρολοι"
    "|roller|role w procesie|role v procesu|ulohy|szerep|роля",
    "power": "power|influence|level of influence|putere|puterea|influenta|nivel de influenta|macht|einfluss|pouvoir"
    "|influence|poder|influencia|potere|influenza|ισχυσ|επιρροη|δυναμη|guc|etki|wladza|wplyw|sila|vliv|moc|befolyas"
    "|влияние|macht invloed",
    "interest": "interest|level of interest|interes|interesul|nivel de interes|interesse|interet|interes nivel"
    "|ενδιαφερον|ilgi|ilgi duzeyi|zainteresowanie|zajem|erdeklodes|интерес|belang",
    "stance": "stance|attitude|position towards|support|pozitie|pozitia|pozitionare|atitudine|atitudinea|haltung"
    "|einstellung|attitude|postura|actitud|atteggiamento|posizione|σταση|tutum|durus|postawa|nastawienie|postoj",
    "url": "website|web site|web|url|homepage|internet|web page|site|site web|pagina web|adresa web|pagina de internet"
    "|webseite|internetseite|site internet|sitio web|sito|sito web|ιστοσελιδα|ιστοτοποσ|διαδικτυο|web sitesi"
    "|internet sitesi|strona www|strona internetowa|www|webove stranky|webova stranka|weboldal|уебсайт",
    "email": "general e mail|general email|general e mail address|organisation e mail|email organisation|office e mail"
    "|e mail general|email general|email institutie|e mail institutie|adresa generala de e mail|e mail organizatie"
    "|allgemeine e mail|allgemeine e mail adresse|e mail der organisation|courriel general"
    "|adresse electronique generale"
    "|correo general|correo electronico general|email generale|e mail generale|γενικο email|genel e posta"
    "|ogolny e mail|obecny e mail|sekretariat e mail",
    "an_email": "e mail|email|mail|e mail address|email address|emails|e mails|e mail addresses|adresa de e mail"
    "|adresa e mail|adrese de e mail|posta electronica|e mail adresse|mailadresse|courriel|adresse electronique"
    "|adresse e mail|correo|correo electronico|posta elettronica|indirizzo e mail|ηλεκτρονικη διευθυνση"
    "|ηλεκτρονικο ταχυδρομειο|e posta|eposta|adres e mail|poczta elektroniczna|e mailova adresa|имейл",
    "wants": "wants|what it wants|expectations|needs|demands|ce vrea|ce doreste|asteptari|nevoi|interese si asteptari"
    "|erwartungen|was sie will|attentes|besoins|expectativas|necesidades|aspettative|bisogni|προσδοκιεσ|beklentiler"
    "|beklenti|oczekiwania|ocekavani",
    "gives": "gives|what it can give|offers|contribution|resources|ce ofera|ce poate oferi|contributie|resurse|beitrag"
    "|angebot|apports|contribution|apporte|aporta|aportacion|contributo|offre|συνεισφορα|προσφορα|katki|wklad|oferuje"
    "|prinos|prispevek",
    "next_step": "next step|next steps|next action|action|pasul urmator|urmatorul pas|pas urmator|actiune urmatoare"
    "|nachster schritt|nachste schritte|prochaine etape|proximo paso|prossimo passo|επομενο βημα|sonraki adim"
    "|nastepny krok|dalsi krok",
    "next_on": "next step until|until|due|due date|deadline|next step by|pana la|termen|termen limita|scadenta|bis"
    "|frist|bis wann|echeance|date limite|plazo|fecha limite|scadenza|προθεσμια|son tarih|termin|do kiedy|termin do",
    "source": "source|sources|sursa|surse|quelle|quellen|fuente|fonte|πηγη|kaynak|zrodlo|zdroj|forras|източник",
    "office": "office|position|job title|function|post|functie|functia|pozitia in institutie|post ocupat|funktion|amt"
    "|stelle|fonction|poste|cargo|puesto|carica|funzione|incarico|θεση|αξιωμα|ιδιοτητα|unvan|gorev|pozisyon"
    "|stanowisko|funkcja|funkce|pozice|funkcia|beosztas|длъжност",
    "person": "person|contact person|contact|contact name|name of contact|name of contact person"
    "|representative|full name"
    " of contact|first name and surname|persoana|persoana de contact|contact persoana|nume si prenume|nume prenume"
    "|numele persoanei|reprezentant|ansprechpartner|ansprechperson|ansprechpartnerin|kontaktperson|kontakt|vorname und"
    " nachname|personne|personne de contact|interlocuteur|nom et prenom|nom du contact|persona de contacto|contacto"
    "|persona|nombre y apellidos|referente|contatto|persona di contatto|nome e cognome|επαφη|υπευθυνοσ επικοινωνιασ"
    "|υπευθυνοσ|ονοματεπωνυμο|προσωπο επικοινωνιασ|ilgili kisi|irtibat kisisi|kisi|ad soyad|adi soyadi|yetkili kisi"
    "|osoba|osoba kontaktowa|imie i nazwisko|kontaktni osoba|jmeno a prijmeni|kontaktna osoba|kapcsolattarto",
    "person_email": "e mail of person|e mail of contact|contact e mail|contact email|personal e mail"
    "|e mail addresses of the person|person e mails|e mail persoana de contact|email persoana|email contact"
    "|adrese de e mail ale persoanei|e mail ansprechpartner|courriel du contact|correo de contacto"
    "|email di contatto|kontakt e mail|e mail kontaktowy|kontaktni e mail",
    "phone": "phone|telephone|tel|phone number|mobile|telefon|nr telefon|numar de telefon|mobil|telefonnummer"
    "|telephone portable|telefono|movil|cellulare|τηλεφωνο|τηλ|telefon no|tel nr|numer telefonu"
    "|telefonni cislo|телефон",
    "basis": "legal basis|gdpr basis|lawful basis|temei legal|temeiul legal|temeiul prelucrarii|rechtsgrundlage"
    "|base juridique|base legale|base juridica|base legal|base giuridica|νομικη βαση|hukuki dayanak|podstawa prawna"
    "|pravni zaklad",
    "since": "in office since|since|din functie din|in functie din|de la data|im amt seit|seit|depuis|desde|dal"
    "|απο|gorev baslangici|od kiedy|ve funkci od",
    "until": "in office until|in functie pana la|im amt bis|en fonction jusqu a|en el cargo hasta|in carica fino a",
    "expires": "data kept until|kept until|retention|retention until|date pastrate pana la|pastrate pana la"
    "|aufbewahrt bis|conserve jusqu au|conservacion hasta|conservati fino al|διατηρουνται εωσ|saklama suresi"
    "|przechowywane do|uchovavano do",
    "giver": "from|giver|source organisation|who|de la|cine|von|wer|de|desde quien|da|απο ποιον|kimden|od|kdo",
    "relation": "relation|relations|relationship|link|relatie|relatia|legatura|beziehung|verbindung|relation|lien"
    "|relacion|vinculo|relazione|legame|σχεση|iliski|relacja|powiazanie|vztah",
    "taker": "to|taker|target|for whom|catre|pentru cine|spre|an|zu|fur wen|vers|a quien|hacia|a chi|verso|προσ"
    "|kime|do|dla kogo|komu|pro koho",
    "is_planned": "planned|planificat|planificata|geplant|prevu|planificado|previsto|σχεδιαζεται|planlanan|planowana"
    "|planovano",
}  # fmt: skip
_KIND_WORDS: dict[str, str] = {
    "public": "public authority|public|public sector|authority|government|municipality|ministry|agency|state"
    "|autoritate publica|public|sector public|institutie publica|primarie|minister|agentie|administratie publica"
    "|behorde|offentlich|verwaltung|offentliche hand|gemeinde|ministerium|autorite publique|secteur public|collectivite"
    "|autoridad publica|sector publico|administracion|ayuntamiento|autorita pubblica|settore pubblico|ente pubblico"
    "|δημοσιοσ φορεασ|δημοσιοσ τομεασ|δημοσιο|δημοσ|υπουργειο|kamu|kamu kurumu|belediye|bakanlik|wladza publiczna"
    "|sektor publiczny|publiczny|gmina|verejna sprava|verejny sektor|organ verejne spravy",
    "business": "business|private|private sector|company|industry|firm|bank|mediu de afaceri|afaceri|privat|sector"
    " privat|companie|firma|industrie|banca|wirtschaft|unternehmen|privat|firma|entreprise|prive|secteur prive|empresa"
    "|privado|sector privado|impresa|privato|azienda|settore privato|επιχειρηση|ιδιωτικοσ τομεασ|εταιρεια|sirket|ozel"
    "|ozel sektor|biznes|przedsiebiorstwo|sektor prywatny|firma|podnik|soukromy sektor|utility|utilitati",
    "research": "research|academia|university|science|research and education|education|cercetare|universitate"
    "|mediu academic|academic|invatamant|forschung|universitat|hochschule|wissenschaft|recherche|universite"
    "|investigacion|universidad|academia|ricerca|universita|ερευνα|πανεπιστημιο|ακαδημια|arastirma|universite"
    "|nauka|uczelnia|uniwersytet|badania|vyzkum|univerzita|akademicka sfera",
    "civil_society": "civil society|ngo|association|citizens|foundation|non profit|nonprofit|societate civila|ong"
    "|asociatie|fundatie|cetateni|zivilgesellschaft|verein|stiftung|nro|nichtregierungsorganisation|societe civile"
    "|association|fondation|sociedad civil|asociacion|fundacion|societa civile|associazione|fondazione|terzo settore"
    "|κοινωνια των πολιτων|μκο|συλλογοσ|sivil toplum|stk|dernek|vakif|spoleczenstwo obywatelskie|ngo|stowarzyszenie"
    "|fundacja|obcanska spolecnost|neziskova organizace|spolek",
}  # fmt: skip
_STANCE_WORDS: dict[str, str] = {
    "supports": "supports|supporter|supportive|for|pro|sustine|sustinator|unterstutzt|dafur|soutient|apoya|a favor"
    "|sostiene|favorevole|υποστηριζει|destekliyor|popiera|podporuje",
    "leans_for": "leans towards it|leaning for|rather for|mai degraba sustine|eher dafur|plutot favorable",
    "neutral": "neutral|neutru|neutra|neutre|neutrale|ουδετεροσ|notr|tarafsiz|neutralny|neutralni",
    "leans_against": "has doubts|leaning against|rather against|sceptical|skeptical|are indoieli|eher dagegen"
    "|sceptique",
    "opposes": "opposes|opponent|against|contra|se opune|oponent|dagegen|gegner|oppose|s oppose|contrario"
    "|opone|se opone"
    "|contro|αντιτιθεται|karsi|przeciwny|proti",
}  # fmt: skip
_ROLE_WORDS: dict[str, str] = {
    "financier": "funder|investor|finantator|geldgeber|financeur|financiador|finanziatore|χρηματοδοτησ|finansor",
    "regulator": "regulatory authority|reglementator|autoritate de reglementare|regulierer|regulateur|regulador"
    "|regolatore|ρυθμιστησ|duzenleyici",
    "data_owner": "data holder|data provider|detinator de date|detine date|dateninhaber|detenteur de donnees",
    "deliverer": "implementer|delivery|contractor|executant|implementator|umsetzer|umsetzerin|executante",
    "representative": "representation|reprezentant|vertreter|representant|representante|rappresentante",
    "convener": "coordinator|facilitator|convocator|coordonator|koordinator|coordinateur|coordinador|coordinatore",
    "knowledge": "expert|knowledge|advisor|consultant|sursa de cunostinte|expertiza|wissen|experte|expertise",
    "user": "beneficiary|users|utilizator|beneficiar|nutzer|beneficiaire|usuario|beneficiario|utente",
}  # fmt: skip
_BASIS_WORDS: dict[str, str] = {
    "consent": "consent|consimtamant|einwilligung|consentement|consentimiento|consenso|συγκαταθεση|riza|zgoda"
    "|souhlas|a",
    "contract": "contract|vertrag|contrat|contrato|contratto|συμβαση|sozlesme|umowa|smlouva|b",
    "legal_obligation": "legal obligation|obligatie legala|rechtliche verpflichtung|obligation legale|c",
    "public_task": "public task|public interest|sarcina publica|interes public|offentliche aufgabe|mission d interet"
    " public|interes publico|interesse pubblico|δημοσιο συμφερον|interes publiczny|verejny zajem|e",
    "legitimate_interest": "legitimate interest|interes legitim|berechtigtes interesse|interet legitime|f",
}  # fmt: skip
_RELATION_WORDS: dict[str, str] = {
    "funds": "finances|pays|finanteaza|finanziert|finance|financia|finanzia|χρηματοδοτει|finansuje|financuje",
    "regulates": "reglementeaza|reguliert|reglemente|regula|regola|ρυθμιζει|reguluje",
    "owns_data": "has data of|provides data to|detine date pentru|halt daten fur",
    "delivers": "delivers|implements for|livreaza pentru|liefert fur|livre pour|works for",
    "represents": "reprezinta|vertritt|represente|representa|rappresenta|reprezentuje|zastupuje",
    "advises": "consiliaza|berat|conseille|asesora|consiglia|doradza|radi",
    "works_with": "cooperates with|partner of|partner|lucreaza cu|colaboreaza cu|arbeitet mit|collabore avec"
    "|colabora con|collabora con|συνεργαζεται με|wspolpracuje z|spolupracuje s",
}  # fmt: skip


def guess_fields(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[int, str]:
    """Return what the columns of a sheet hold, by their headings; each field stands for one column."""
    concepts = {column: concept_of(heading, remembered) for column, heading in enumerate(headings)}
    found = set(concepts.values())
    is_relations = {"giver", "taker"} <= found
    has_person = bool(found & {"person", "office", "phone"}) or ("a_name" in found and "name" in found)
    means = {
        "a_name": "name" if "name" not in found else "person" if "person" not in found else "",
        "an_email": "person_email" if has_person and "person_email" not in found else "email",
        "a_kind": "relation" if is_relations else "helix",
    }
    fields: dict[int, str] = {}
    for column, concept in concepts.items():
        field = means.get(concept, concept)
        if is_relations != (field in RELATION):
            continue
        if field and field not in fields.values():
            fields[column] = field
        elif concept == "an_email" and "email" not in fields.values():
            fields[column] = "email"
    return fields


def concept_of(heading: str, remembered: Mapping[str, str]) -> str:
    """Return what a heading is taken for: as remembered, as known, or as one that differs by a slip of the pen."""
    text = fold(heading)
    if text in remembered:
        return remembered[text]
    known = _concepts()
    without_hint = fold(heading.partition("(")[0])
    for candidate in (text, without_hint):
        if candidate in known:
            return known[candidate]
    return _nearest(without_hint) if len(without_hint) > 4 else ""


def knows_heading(folded: str) -> bool:
    """Return whether a folded text is one of our headings."""
    return bool(concept_of(folded, {}))


@cache
def _nearest(text: str) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(text, list(_concepts()), scorer=fuzz.ratio, score_cutoff=88)
    return _concepts()[found[0]] if found else ""


@cache
def _concepts() -> dict[str, str]:
    concepts: dict[str, str] = {}
    for concept, words in _HEADINGS.items():
        for word in words.split("|"):
            concepts.setdefault(fold(word), concept)
    for field, label in FIELDS.items():
        for name in _in_our_languages([label]):
            concepts[fold(name)] = field
    return concepts


def value_words(field: str) -> dict[str, str]:
    """Return the stored value for every word, folded, that a cell of this field may hold."""
    return _value_words()[field]


@cache
def _value_words() -> dict[str, dict[str, str]]:
    return {
        "helix": _words(dict(Helix.choices), _KIND_WORDS),
        "stance": _words(dict(Stance.choices), _STANCE_WORDS),
        "roles": _words(ROLES, _ROLE_WORDS),
        "basis": _words(dict(Basis.choices), _BASIS_WORDS),
        "relation": _words(dict(RelationKind.choices), _RELATION_WORDS),
    }


def _words(names: Mapping[str, object], more: Mapping[str, str]) -> dict[str, str]:
    words = {fold(word): key for key, texts in more.items() for word in texts.split("|")}
    for key, name in names.items():
        words |= {fold(text): key for text in (key, *_in_our_languages([name]))}
    words.pop("", None)
    return words


def _in_our_languages(names: Iterable[object]) -> list[str]:
    """Return texts in every language of the pages, so that a file from one language is read in another."""
    from django.conf import settings
    from django.utils import translation

    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found += [str(name) for name in names]
    return found

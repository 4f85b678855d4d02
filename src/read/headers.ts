/**
 * The columns of every table and the words by which their headers are known, beside the column's own name: in English,
 * French, German and Japanese. Within a table no word stands for two columns, but for those a required column may share.
 */

/** Column → aliases, the likelier first. */
export type Columns<C extends string> = Readonly<Record<C, readonly string[]>>;

/** An organisation that wishes, where no column names a person. */
export const FROM_ORGANISATION = [
  'company',
  'organisation',
  'organization',
  'société',
  'firma',
  '会社名',
  '所属',
] as const;

/** Who wishes. `id` and `name` come late: a table may have them beside a better one. */
export const FROM_PERSON = [
  'requester',
  'requested by',
  'host',
  'host name',
  'source',
  'applicant',
  'sender',
  'delegate',
  'attendee',
  'buyer',
  'participant',
  'participant id',
  'participant name',
  'your name',
  'de',
  'demandeur',
  'votre nom',
  'von',
  'anfragende',
  'anfragender',
  'teilnehmer',
  'ihr name',
  '依頼者',
  '申込者',
  '参加者',
  'お名前',
  'id',
  'name',
  'full name',
  'nom',
  '氏名',
  '名前',
  'email address',
  'email',
  'e-mail',
  'adresse e-mail',
  'courriel',
  'e-mail-adresse',
  'adresse de messagerie',
  'メールアドレス',
  'メール',
] as const;

const FROM = [...FROM_PERSON, ...FROM_ORGANISATION] as const;

/** An e-mail address serves as id where there is no other column for it. */
const ID = [
  'participant id',
  'identifier',
  'identifiant',
  'kennung',
  '参加者id',
  'email',
  'email address',
  'courriel',
  'adresse e-mail',
  'e-mail-adresse',
  'adresse de messagerie',
  'メール',
  'メールアドレス',
] as const;
const NAME = ['full name', 'participant name', 'nom', 'nom complet', 'vollständiger name', '氏名', '名前'] as const;
const SLOT = ['time slot', 'créneau', 'créneau horaire', 'zeitfenster', '時間枠'] as const;
const DATE = ['datum', '日付', '開催日'] as const;
const START = [
  'begin',
  'from',
  'start time',
  'début',
  'heure de début',
  'beginn',
  'startzeit',
  '開始',
  '開始時刻',
] as const;
const END = ['until', 'end time', 'fin', 'heure de fin', 'ende', 'endzeit', '終了', '終了時刻'] as const;
const ROOM = [
  'table',
  'booth',
  'location',
  'meeting point',
  'salle',
  'lieu',
  'raum',
  'tisch',
  '会場',
  '部屋',
  '会議室',
] as const;
const SESSION = ['séance', 'sitzung', 'block', 'セッション'] as const;
const AVAILABLE = ['availability', 'disponible', 'disponibilités', 'verfügbar', '参加可能', '参加可能時間'] as const;
const UNAVAILABLE = [
  'not available',
  'indisponible',
  'indisponibilités',
  'nicht verfügbar',
  '参加不可',
  '参加不可時間',
] as const;
const LANGUAGES = ['language', 'langues', 'langue', 'sprachen', 'sprache', '言語', '使用言語'] as const;
const CONSECUTIVE = ['max consécutifs', 'max in folge', '連続上限'] as const;
const URL = ['link', 'lien', 'adresse web', 'リンク'] as const;
const TITLE = ['job title', 'position', 'fonction', 'titre', 'titel', 'funktion', '役職', '肩書'] as const;
const LOCKED = ['fixed', 'verrouillé', 'gesperrt', '固定'] as const;

export const LONG_PREFS = {
  from: FROM,
  to: [
    'requested',
    'target',
    'guest',
    'guest name',
    'invitee',
    'requestee',
    'receiver',
    'recipient',
    'partner',
    'supplier',
    'seller',
    'exhibitor',
    'wants',
    'wants to meet',
    'wishes to meet',
    'would like to meet',
    'cible',
    'souhaité',
    'destinataire',
    'souhaite rencontrer',
    'an',
    'wunschpartner',
    'möchte treffen',
    '希望先',
    '相手',
    '面談希望先',
  ],
  rank: ['priority', 'order', 'choice', 'rang', 'priorité', 'rangfolge', 'priorität', '希望順位', '順位', '優先順位'],
  score: [
    'stars',
    'points',
    'interest',
    'rating',
    'étoiles',
    'intérêt',
    'bewertung',
    'sterne',
    'punkte',
    'interesse',
    '点数',
    '評価',
    '関心度',
  ],
  kind: ['wish kind', '種別'],
  status: ['meeting status', 'request status', 'statut', 'état', 'ステータス', '状態', '状況', '回答状況'],
  as: [],
  session: SESSION,
  note: [
    'notes',
    'comment',
    'comments',
    'remark',
    'remarque',
    'commentaire',
    'bemerkung',
    'kommentar',
    '備考',
    'コメント',
  ],
} as const satisfies Columns<string>;

/** A table with one participant a row. */
export const RANKED_PREFS = { from: FROM } as const satisfies Columns<string>;

/** Headers of the choices of a ranked table: one of these with a number, or one of them repeated. */
export const CHOICE = [
  'choice',
  'preference',
  'pref',
  'wish',
  'choix',
  'préférence',
  'voeu',
  'vœu',
  'souhait',
  'wunsch',
  'wahl',
  '希望',
  '候補',
] as const;

/** Headers of the one multi-value column of a list. */
export const CHOICES = [
  'choices',
  'preferences',
  'prefs',
  'wishes',
  'préférences',
  'voeux',
  'vœux',
  'souhaits',
  'wünsche',
  '希望一覧',
  '希望リスト',
  ...CHOICE,
] as const;

export const PARTICIPANTS = {
  id: ID,
  name: NAME,
  first_name: ['given name', 'forename', 'prénom', 'vorname', '名'],
  last_name: ['surname', 'family name', 'nom de famille', 'nachname', 'familienname', '姓', '苗字'],
  organisation: [
    'organization',
    'company',
    'organisation name',
    'organization name',
    'company name',
    'société',
    'organisme',
    'entreprise',
    'firma',
    'unternehmen',
    '会社名',
    '所属',
    '企業名',
    '団体名',
    '組織',
  ],
  country: ['pays', 'land', '国', '国名'],
  email: [
    'e-mail',
    'mail',
    'email address',
    'courriel',
    'adresse e-mail',
    'e-mail-adresse',
    'adresse de messagerie',
    'メール',
    'メールアドレス',
  ],
  title: TITLE,
  side: ['group', 'groupe', 'côté', 'seite', 'gruppe', '区分', 'グループ'],
  role: ['rôle', 'rolle', '役割'],
  available: AVAILABLE,
  unavailable: UNAVAILABLE,
  working_hours: ['office hours', 'heures de travail', 'arbeitszeit', 'arbeitszeiten', '勤務時間'],
  timezone: ['tz', 'fuseau horaire', 'zeitzone', 'タイムゾーン', '時間帯'],
  languages: LANGUAGES,
  min_meetings: ['minimum meetings', 'min rendez-vous', 'min treffen', '最少面談数', '最低面談数'],
  max_meetings: ['maximum meetings', 'max rendez-vous', 'max treffen', '最大面談数'],
  max_consecutive: CONSECUTIVE,
  max_breaks: ['max pauses', 'max pausen', '最大空き数'],
  weight: ['poids', 'gewicht', '重み'],
  parallel: ['delegation size', 'parallèle', 'gleichzeitig', '同時面談数'],
  // Not all aliases of a room: a participant's "location" is a town.
  room: ['own room', ...ROOM.filter(alias => alias !== 'location' && alias !== 'lieu')],
  offers: ['offer', 'offre', 'offres', 'angebot', 'angebote', 'bietet', '提供', '提供内容'],
  seeks: ['looking for', 'recherche', 'sucht', 'gesuche', '募集', '希望内容'],
  sectors: ['sector', 'industry', 'secteur', 'secteurs', 'branche', 'branchen', '業種', '分野'],
  group_min: ['group minimum', 'groupe min', 'gruppe min', 'グループ最少人数'],
  group_max: ['group maximum', 'groupe max', 'gruppe max', 'グループ最大人数'],
  sessions: ['group sessions', 'séances', 'sitzungen', 'セッション数'],
} as const satisfies Columns<string>;

export const SLOTS = {
  slot: SLOT,
  date: DATE,
  start: START,
  end: END,
  session: SESSION,
  meetings: ['max meetings', 'rendez-vous', 'treffen', '面談数'],
} as const satisfies Columns<string>;

export const ROOMS = {
  room: ROOM,
  name: [...NAME, 'room name', 'raumname', '会場名'],
  seats: ['capacity', 'places', 'plätze', 'sitzplätze', '座席数', '定員'],
  tables: ['tische', 'nombre de tables', 'テーブル数'],
  available: AVAILABLE,
  unavailable: UNAVAILABLE,
  url: URL,
  only: ['reserved for', 'réservé à', 'nur für', '専用'],
} as const satisfies Columns<string>;

export const INTERPRETERS = {
  id: ID,
  name: NAME,
  languages: LANGUAGES,
  available: AVAILABLE,
  unavailable: UNAVAILABLE,
  max_consecutive: CONSECUTIVE,
} as const satisfies Columns<string>;

/** The other columns of availability.csv are slots, days or times. */
export const ATTENDANCE = { participant: ['id', ...ID, 'name', ...NAME] } as const satisfies Columns<string>;

export const LOCKS = {
  a: ['participant a', 'participant 1', 'teilnehmer a', 'teilnehmer 1', '参加者a', '参加者1'],
  b: ['participant b', 'participant 2', 'teilnehmer b', 'teilnehmer 2', '参加者b', '参加者2'],
  slot: SLOT,
  room: ROOM,
  kind: ['種別'],
} as const satisfies Columns<string>;

export const ORDER = {
  before_a: ['avant a', 'vorher a', '先a'],
  before_b: ['avant b', 'vorher b', '先b'],
  after_a: ['après a', 'nachher a', '後a'],
  after_b: ['après b', 'nachher b', '後b'],
} as const satisfies Columns<string>;

/** A schedule as it is written, edited or not. */
export const SCHEDULE = {
  meeting: ['rendez-vous', 'treffen', '面談'],
  slot: SLOT,
  date: DATE,
  start: START,
  end: END,
  room: ROOM,
  kind: ['種別'],
  participants: ['teilnehmer', '参加者'],
  names: ['noms', 'namen', '氏名'],
  points: ['punkte', '点数'],
  mutual: ['mutuel', 'gegenseitig', '相互'],
  locked: LOCKED,
  interpreter: ['interprète', 'dolmetscher', '通訳'],
  url: URL,
} as const satisfies Columns<string>;

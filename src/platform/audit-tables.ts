/**
 * The tables that the audit trail does not watch row by row, each with the reason. Every other table of the program has the trigger
 * `record_change`; `nscl audit verify` and a test hold it.
 */
export const unwatchedTables: ReadonlyMap<string, string> = new Map([
  ['event_survey_answer', 'Answers without a name: a watched row would stand beside who has answered.'],
  ['import', 'Staged input of an import; what is taken over is watched where it is written.'],
  ['import_row', 'Staged input of an import; what is taken over is watched where it is written.'],
  ['audit', 'The trail itself: chained by hashes, append-only.'],
  ['audit_head', 'The trail itself: sealed with a key outside the database and anchored outside it.'],
  ['change', 'The trail itself: each record holds the hash of its rows, append-only.'],
  ['migration', 'Held against the migration files by their SHA-256 at each start.'],
  ['submission', 'Remembers answers to forms sent twice; nothing is decided by it.'],
  [
    'account_session',
    'Written at each sign-in; a token carries a MAC over its account and beginning, whose key lies outside the database.',
  ],
  [
    'sign_in_step',
    'Lives ten minutes; each row carries a MAC over all that it says, whose key lies outside the database.',
  ],
  [
    'file_scan',
    'What the scanner said, and can say again; infected bytes lie apart whatever stands here, and each is an event of the trail.',
  ],
  ['used_challenge', 'Lives five minutes; challenges carry a MAC of their own.'],
  ['account_verification', 'A table of the identity library that the program writes nothing to.'],
  ['kept_form', 'Typed text that waits for its account to sign in; sealed, and nothing is decided by it.'],
  ['kept_form_file', 'The same: the files of such a form.'],
  ['kept_form_upload', 'The same: the uploads of a draft.'],
  [
    'place',
    'The shipped catalogue of administrative units, held against data/places.json; the units that addresses use are copied into admin_unit, which is watched.',
  ],
  ['place_successor', 'Which units of the catalogue became which; mended by audited commands.'],
  [
    'person_key',
    'Keys of persons in the trail itself: what they open is chained; one that is gone is named by the record of an erasure.',
  ],
  ['personal_mark', 'Follows from the marks in the source; brought up at each start.'],
  ['notice', 'What accounts are told of audited acts; it follows from them, and nothing is decided by it.'],
  [
    'talk_seen',
    'Up to where an account has seen a thread; written by opening a page, like what is read of notices.',
  ],
  ['recent_record', 'What an account opened last; written by opening a page, like what is read of notices.'],
  ['notice_thing', 'Of what an account was reminded already; nothing is decided by it.'],
  ['notice_delivery', 'The way out of notices: what left, to whom, with what answer.'],
  [
    'retention_run',
    'Lists what is due; that it was removed is a command of the trail, with every row that went.',
  ],
  [
    'enterprise_likeness',
    'Names and addresses as doubles are looked for by; follows from `enterprise` by a trigger.',
  ],
  [
    'appraisal_opinion',
    'Nobody reads it before his own is in, in the trail neither; the command that gave it bears its digest, and a trigger refuses its change.',
  ],
  ['appraisal_score', 'The same: its digest stands in the trail, and no row of it is ever changed.'],
  ['appraisal_ballot', 'The same: its digest stands in the trail, and no row of it is ever changed.'],
  ['fact_tally', 'Sums that follow from `fact`; the view derived_difference holds them against it.'],
  [
    'training_tally',
    'Sums that follow from the register of trainings; the view derived_difference holds them against it.',
  ],
  ['observation_current', 'Follows from `observation`; the view derived_difference holds it against it.'],
])

import { type RawBuilder, sql } from 'kysely'
import type { Actor, Guarded } from './actor.ts'
import type { Db } from './database.ts'
import type { Words } from './language.ts'

/*
 * What waits for somebody. A room declares each kind of work once, beside its commands: which records in which state, the command that
 * does it (who may is that command's), the rows as one piece of SQL, and where it is done. The room `work` puts the kinds together.
 */

/**
 * Whose work it is among those who may: `office`, whoever may; `agency` and `enterprise`, the accounts of the row's own one; `person`,
 * the account that the row names.
 */
export type WorkSide = 'office' | 'agency' | 'enterprise' | 'person'

/** For whom and when the rows are read. */
export interface WorkScope {
  readonly db: Db
  readonly actor: Actor
  /** Today, ISO. */
  readonly today: string
}

/**
 * The rows of a kind as pieces of one SELECT, in snake case. What only describes a row is joined from the left by a key, so that the
 * database leaves it out where rows are counted.
 */
export interface WorkRows {
  /** `FROM` and `WHERE`, without the words: `application a LEFT JOIN enterprise e ON … WHERE a.state = 'filed'`. */
  readonly from: RawBuilder<unknown>
  /** The number of the record. */
  readonly id: RawBuilder<unknown>
  /** The day since which it waits; a clock in working days runs from it. */
  readonly since: RawBuilder<unknown>
  /** The last day in time, where the record says one. */
  readonly due?: RawBuilder<unknown>
  readonly enterpriseId?: RawBuilder<unknown>
  readonly agencyId?: RawBuilder<unknown>
  /** The plan whose page tells of it. */
  readonly planId?: RawBuilder<unknown>
  readonly personId?: RawBuilder<unknown>
  /** The account whose person may not do it, having done the act before. */
  readonly apartFrom?: RawBuilder<unknown>
  /** What it is about, in Vietnamese and in English. */
  readonly subject: RawBuilder<unknown>
  readonly subjectEn?: RawBuilder<unknown>
  /** Equal work is shown as one line: the key of the group as text, and its words. */
  readonly group?: {
    readonly key: RawBuilder<unknown>
    readonly label: RawBuilder<unknown>
    readonly labelEn: RawBuilder<unknown>
  }
  /** SELECT id, from_day, to_day: the days in which the other side was asked, which the clock leaves out. */
  readonly pauses?: RawBuilder<unknown>
}

/** A kind of work. */
export interface WorkKind {
  /** `capability.act`, unique; the clock's limit is kept under it. */
  readonly kind: string
  /** What is to be done, as the list says it: `words('Kiểm tra hồ sơ', 'Check an application')`. */
  readonly label: Words
  /** How many of what a group counts: `words('doanh nghiệp', 'enterprises')`. */
  readonly counted?: Words
  /** The record as the audit files it (`application`) and the states in which it is this work; none where no state says it. */
  readonly record: string
  readonly states: readonly string[]
  /** The command that does it. */
  readonly by: Guarded
  readonly whose: WorkSide
  /** Work of an agency or enterprise that has no account falls to the coordinator, but where this is false. */
  readonly falls?: false
  /** False where the rows have no number of their own that a person could be put in charge by. */
  readonly charged?: false
  /** The control that keeps who did these earlier commands on the record from doing this, and whoever else had a hand in it. */
  readonly apart?: {
    readonly control: string
    readonly commands?: readonly string[]
    readonly others?: (recordId: RawBuilder<unknown>) => RawBuilder<unknown>
  }
  /** Work of whoever did one of these commands on the record; of all who may, where no account did. */
  readonly ofDoer?: readonly string[]
  /** Where it is done: an address with `{id}`. */
  readonly address: string
  readonly rows: (scope: WorkScope) => WorkRows | Promise<WorkRows>
}

/** A record whose states are all accounted for: those of the kinds of work, and those in which nobody has to act, each with its reason. */
export interface WorkRecord {
  readonly record: string
  /** The table that keeps it. */
  readonly table: string
  readonly states: readonly string[]
  readonly settled: Readonly<Record<string, Words>>
}

/** What a room declares. */
export interface RoomWork {
  readonly kinds: readonly WorkKind[]
  readonly records: readonly WorkRecord[]
}

/**
 * The rows of a table in one state, as work: its rows are `y`, named by their title.
 * @param of.planId false where a record is of no plan
 * @param of.subjectEn its English title, where it has one
 */
export const workInState =
  (table: string, of: { readonly planId?: false; readonly subjectEn?: string } = {}) =>
  (state: string, since: string): WorkRows => ({
    from: sql`${sql.table(table)} y WHERE y.state = ${sql.lit(state)}`,
    id: sql`y.id`,
    since: sql`${sql.ref(`y.${since}`)}`,
    ...(of.planId === false ? {} : { planId: sql`y.plan_id` }),
    subject: sql`y.title`,
    ...(of.subjectEn === undefined ? {} : { subjectEn: sql`${sql.ref(`y.${of.subjectEn}`)}` }),
  })

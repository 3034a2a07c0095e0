import type { RawBuilder } from 'kysely'
import type { NormVerdict } from '../norms/index.ts'
import type { Db } from '../platform/database.ts'
import type { Words } from '../platform/language.ts'
import type { AppraisalWay } from './rules.ts'

/*
 * What is appraised. The machine knows nothing of it: the room that has the record declares its kind once, and hands in who appraises it,
 * what it is called, its contents with what is asked for, and whom it concerns.
 */

/** A record as it is handed in. */
export interface Handed {
  readonly title: string
  readonly titleEn: string
  /** What is asked for in all, in đồng. */
  readonly requested: bigint
  readonly contents: readonly {
    readonly title: string
    readonly titleEn: string
    readonly requested: bigint
  }[]
  /** The enterprises that it concerns: nobody of theirs takes part. */
  readonly enterpriseIds: readonly number[]
  /** Who appraises it, and by which rule and sheet where that is a council. */
  readonly way: AppraisalWay
  readonly ruleId: number | null
  readonly sheetId: number | null
  /** Whether it has come as far as its appraisal, and not further. */
  readonly ready: boolean
}

export interface AppraisedKind {
  /** As the audit files it. */
  readonly record: string
  readonly label: Words
  /** Its page, with `{id}`. */
  readonly address: string
  /** The record; null where there is none. */
  readonly handed: (db: Db, id: number) => Promise<Handed | null>
  /** SELECT id, since, title, title_en, enterprise_id, plan_id, rule_id: what waits to be put before a council. */
  readonly waiting: RawBuilder<unknown>
  /** SELECTs the ids of the files of records that are given by a SELECT of their ids: whoever sits in their council opens them. */
  readonly files?: (ids: RawBuilder<unknown>) => RawBuilder<unknown>
  /** What the norms say of a cost of it. @param units how many certificates, products, persons … it is for */
  readonly norms?: (db: Db, id: number, amount: bigint, units: number) => Promise<NormVerdict[]>
}

const kinds = new Map<string, AppraisedKind>()

/** Declares that records of a kind are appraised here. */
export function appraisedKind(declaration: AppraisedKind): AppraisedKind {
  kinds.set(declaration.record, declaration)
  return declaration
}

/** The kinds of record that the rooms declare, by the record. */
export const appraisedKinds: ReadonlyMap<string, AppraisedKind> = kinds

/** The page of a record that is appraised. */
export const recordAddress = (record: string, recordId: number): string =>
  (kinds.get(record)?.address ?? '/').replace('{id}', String(recordId))

import type { z } from 'zod'
import type { CellProblem } from '../documents/read/headed-table.ts'
import type { Plan } from '../plan/index.ts'
import type { Role } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import type { Column } from './columns.ts'

/*
 * A step of a take-over: one kind of record out of one kind of sheet. It says which columns there are, what each row would do, how the
 * new ones are written, what would stand in the way of undoing them, and how that is done.
 */

export type Fault = CellProblem<Column>

/** A row as it was read: its fields, and the line that the sheet numbers it by. */
export interface Line<Row> {
  readonly line: number
  readonly row: Row
}

/** What a row would do. `found` is what writing it needs beside the row: the records that it was linked to. */
export interface Verdict<Found> {
  readonly outcome: 'new' | 'same' | 'error'
  readonly label: string
  readonly found: Found | null
  /** What is wrong; of a row that is taken, what is odd. */
  readonly problems: readonly Fault[]
}

/** A row that is written. */
export interface Judged<Row, Found> extends Line<Row> {
  readonly label: string
  readonly found: Found
}

/** The batch that its records are marked with. */
export interface Batch<P = Plan> {
  readonly id: number
  /** The plan that the past belongs to; null before there is one, for a step that needs none. */
  readonly plan: P
  readonly file: { readonly id: number; readonly name: string }
}

/** A record that a batch made. */
export interface Made {
  readonly recordId: number
  readonly line: number
  readonly number: string | null
}

interface Declared<Schema extends z.ZodType, Found> {
  readonly key: string
  readonly name: Words
  /** False: its records are of no plan, so that it can be done before there is one. */
  readonly ofPlan?: false
  /** What it takes over, and what must be there before. */
  readonly needs: Words
  /** The columns of its sheet, in the order of the template. */
  readonly columns: readonly Column[]
  /** The columns that must be there: they make the row of headings. */
  readonly headings: readonly Column[]
  readonly row: Schema
  /** Who takes it over, and who approves or undoes it. */
  readonly takenBy: readonly Role[]
  readonly approvedBy: readonly Role[]
  /** One verdict for each line, in their order. */
  readonly judge: (
    context: Context,
    plan: Plan,
    lines: readonly Line<z.output<Schema>>[],
  ) => Promise<Verdict<Found>[]>
  /** What of a finding is kept with the row, for a writer that reads kept rows. */
  readonly kept?: (found: Found) => object
  /** Writes the rows that are new and marks what it made. */
  readonly write: (
    context: Context,
    batch: Batch,
    rows: readonly Judged<z.output<Schema>, Found>[],
  ) => Promise<void>
  /** What was built on the batch's records since; empty: it can be undone. */
  readonly standing: (context: Pick<Context, 'db'>, batchId: number) => Promise<Words[]>
  readonly undo: (context: Context, batch: Batch, reason: string) => Promise<void>
}

/** A step whatever its rows are: what the machine of batches holds. */
export interface Step extends Omit<Declared<z.ZodType, unknown>, 'judge' | 'write' | 'undo'> {
  readonly judge: (
    context: Context,
    plan: Plan | null,
    lines: readonly Line<unknown>[],
  ) => Promise<Verdict<unknown>[]>
  readonly write: (
    context: Context,
    batch: Batch<Plan | null>,
    rows: readonly Judged<unknown, unknown>[],
  ) => Promise<void>
  readonly undo: (context: Context, batch: Batch<Plan | null>, reason: string) => Promise<void>
}

/**
 * Declares a step. Its rows are those that its own schema gave, its findings those that its own judgement gave; one that is of a plan is
 * given a plan.
 */
export const step = <Schema extends z.ZodType, Found>(declared: Declared<Schema, Found>): Step =>
  declared as unknown as Step

/** Collects what is wrong with one row; the first reason of each column stands. */
export function faults(): {
  readonly list: Fault[]
  readonly wrong: (column: Column, reason: Words) => void
} {
  const list: Fault[] = []
  return {
    list,
    wrong: (column, reason) => {
      if (list.every((fault) => fault.column !== column)) list.push({ column, words: reason })
    },
  }
}

export const notYet = words('Ngày này chưa đến.', 'This day has not come yet.')
export const needed = words('Xin điền mục này.', 'Please fill this in.')

import type { Child } from 'hono/jsx'
import { recurrenceNames } from '../plan/index.ts'
import type { Words } from '../platform/language.ts'
import type { FormState, PageRequest } from '../platform/page.ts'
import { type Choice, fields } from '../ui/index.ts'
import { type FormField, type FormList, type PartForm, textOf } from './form-fields.ts'
import type { Draft } from './result-items.tsx'
import { rowsOf, type TypedRow } from './section-form.ts'
import { boundNames, unitNames } from './words.ts'

/* The fields of a part on a page. */

export interface Editing {
  readonly request: PageRequest
  readonly draft: Draft
  readonly form: FormState
  readonly spec: PartForm
}

const join = (...parts: (string | number)[]) => parts.filter((part) => part !== '').join('.')

/** What is known of a path beside what is typed: how it was reckoned, what the reader noted. */
export function hintsOf({ draft, request: { t } }: Editing, path: string): string[] {
  const reason = draft.reasons[path]
  const notes = (draft.reading?.notes ?? []).filter((note) => note.path === path)
  return [...(reason === undefined ? [] : [t(reason)]), ...notes.map((note) => `※ ${t(note.words)}`)]
}

/** The path that a row had in the draft as it is stored; its hints and its place in the document are kept under it. */
export function storedPath(list: string, row: TypedRow): string | null {
  const was = textOf(row._was)
  return was === '' ? null : join(list, was)
}

function choicesOf(editing: Editing, field: FormField): Choice[] {
  const { draft, form, request } = editing
  const { t } = request
  const named = (names: Readonly<Record<string, Words>>) =>
    Object.entries(names).map(([value, words]) => ({ value, label: t(words) }))
  const indicator = (key: string) => {
    const found = draft.indicators.find((each) => each.key === key)
    return { value: key, label: found === undefined ? key : t(found.name, found.nameEn) }
  }
  switch (field.choices) {
    case 'bounds':
      return named(boundNames)
    case 'recurrences':
      return named(recurrenceNames)
    case 'units':
      return unitNames.map(({ value, words }) => ({ value, label: t(words) }))
    case 'parents':
      return [...new Set(rowsOf(form.values, 'targets').map((row) => textOf(row.indicator)))]
        .filter((key) => key !== '')
        .map(indicator)
    case 'sources': {
      const known = draft.sources.map(({ key, name, nameEn }) => ({ value: key, label: t(name, nameEn) }))
      // A source of the table that the catalogue does not have stays to be seen until another is chosen.
      const typed = Object.entries(form.values).flatMap(([name, value]) =>
        /^budget\.(?:source|others\.\d+\.source)$/.test(name) ? [textOf(value)] : [],
      )
      const strange = [...new Set(typed)].filter(
        (key) => key !== '' && known.every(({ value }) => value !== key),
      )
      return [
        ...known,
        ...strange.map((key) => ({
          value: key,
          label: t(`${key} (chưa có trong danh mục)`, `${key} (not in the catalogue)`),
        })),
      ]
    }
    case 'lines': {
      const typed = rowsOf(form.values, 'budget.lines').map((row) => textOf(row.code))
      // A long table shows some of its rows at a time.
      const codes = [...new Set([...draft.document.budget.lines.map(({ code }) => code), ...typed])]
      return codes.filter((code) => code !== '').map((code) => ({ value: code, label: code }))
    }
    case 'indicators':
      return draft.indicators.map(({ key }) => indicator(key))
    default:
      return []
  }
}

/** One field, or the two of a text in two languages. @param name its path in the form @param hintPath where hints are kept */
export function FieldInputs(props: {
  editing: Editing
  field: FormField
  name: string
  hintPath: string | null
}) {
  const { editing, field, name, hintPath } = props
  const { request, form } = editing
  const { t } = request
  const f = fields(form, t)
  const own = field.hint === undefined ? [] : [t(field.hint)]
  const hints = [...own, ...(hintPath === null ? [] : hintsOf(editing, hintPath))]
  const hint = hints.length === 0 ? undefined : hints.join(' ')
  const label = t(field.label)
  const english = t(`${label} (tiếng Anh)`, `${label} (English)`)
  const options = { label, hint, required: field.optional !== true }
  switch (field.kind) {
    case 'words':
    case 'optionalWords':
      return (
        <Pair>
          {f.text(`${name}.vi`, options)}
          {f.text(`${name}.en`, { label: english })}
        </Pair>
      )
    case 'longWords':
    case 'items': {
      const rows = field.kind === 'items' ? 6 : 3
      return (
        <Pair>
          {f.area(`${name}.vi`, { ...options, rows })}
          {f.area(`${name}.en`, { label: english, rows })}
        </Pair>
      )
    }
    case 'number':
    case 'whole':
      return f.number(name, options)
    case 'day':
      return f.date(name, options)
    case 'flag':
      return f.check(name, { label, hint })
    case 'choice':
    case 'emptyChoice':
      return f.select(name, {
        ...options,
        choices: choicesOf(editing, field),
        empty:
          field.fallback === undefined && field.choices !== 'units' ? t('(chưa chọn)', '(none)') : undefined,
      })
    case 'agencies':
      return <Agencies editing={editing} name={name} hint={hint} />
    default:
      return f.text(name, options)
  }
}

function Pair(props: { children?: Child }) {
  return <div class="grid gap-3 sm:col-span-full sm:grid-cols-2">{props.children}</div>
}

/** Agencies as boxes to tick, folded away; those that are chosen stand in sight. */
function Agencies({ editing, name, hint }: { editing: Editing; name: string; hint: string | undefined }) {
  const { draft, form, request } = editing
  const { t } = request
  const typed = form.values[name]
  const chosen = new Set(typed === undefined ? [] : Array.isArray(typed) ? typed : [typed])
  const error = form.errors.find((each) => each.field === name)
  const { startsOn, endsOn } = draft.document
  // Agencies that lived in the plan's years; what is chosen stays to be seen.
  const living = draft.agencies.filter(
    ({ key, validFrom, validTo }) =>
      chosen.has(key) ||
      ((validTo === null || startsOn === '' || validTo >= startsOn) &&
        (validFrom === null || endsOn === '' || validFrom <= endsOn)),
  )
  const names = living.filter(({ key }) => chosen.has(key)).map((agency) => t(agency.name, agency.nameEn))
  return (
    <fieldset class="sm:col-span-full" id={`f-${name}`}>
      <legend class="mb-1 font-semibold">{t('Cơ quan', 'Agencies')}</legend>
      {hint === undefined ? null : <p class="hint mb-1">{hint}</p>}
      <p class="mb-1">
        {names.length === 0 ? t('Chưa chọn cơ quan nào.', 'None is chosen yet.') : names.join('; ')}
      </p>
      {error === undefined ? null : <p class="font-semibold text-error">{t(error.words)}</p>}
      <details open={names.length === 0}>
        <summary class="cursor-pointer py-1 text-sm">{t('Chọn cơ quan', 'Choose agencies')}</summary>
        <div class="mt-2 grid gap-1 sm:grid-cols-2">
          {living.map((agency) => (
            <label class="flex items-start gap-2">
              <input
                class="checkbox checkbox-sm mt-0.5 border-base-content/60"
                type="checkbox"
                name={name}
                value={agency.key}
                checked={chosen.has(agency.key)}
              />
              <span>{t(agency.name, agency.nameEn)}</span>
            </label>
          ))}
        </div>
      </details>
    </fieldset>
  )
}

/** The rows of a list, each with its place in the document, a box to take it out and a button for a row below it. */
export function ListFields({ editing, list }: { editing: Editing; list: FormList }) {
  const { request, form } = editing
  const { t } = request
  const rows = rowsOf(form.values, list.path)
  return (
    <section class="scroll-mt-4" id={`l-${list.path}`}>
      <h2 class="mb-3">{t(list.label)}</h2>
      <div class="grid gap-4">
        {rows.map((row, place) => (
          <RowFrame editing={editing} list={list} row={row} place={place}>
            {list.fields.map((field) => (
              <FieldInputs
                editing={editing}
                field={field}
                name={join(list.path, place, field.name)}
                hintPath={hintPathOf(list.path, row, field)}
              />
            ))}
          </RowFrame>
        ))}
      </div>
      <p class="mt-3">
        <StepButton name="_more" value={list.path}>
          {t(list.add)}
        </StepButton>
      </p>
    </section>
  )
}

function hintPathOf(list: string, row: TypedRow, field: FormField): string | null {
  const stored = storedPath(list, row)
  return stored === null || field.name === '' ? null : join(stored, field.name)
}

function RowFrame(props: {
  editing: Editing
  list: FormList
  row: TypedRow
  place: number
  children?: Child
}) {
  const { editing, list, row, place } = props
  const { request, draft, form } = editing
  const { t } = request
  const stored = storedPath(list.path, row)
  const name = join(list.path, place)
  const notes = stored === null ? [] : hintsOf(editing, stored)
  const error = form.errors.find((each) => each.field === name)
  const code = textOf(row.code)
  return (
    <fieldset class="rounded-box border border-base-300 bg-base-100 p-4" id={`f-${name}`}>
      <legend class="px-1 font-semibold">
        {code === '' ? t(`Dòng ${place + 1}`, `Row ${place + 1}`) : code}
      </legend>
      <input type="hidden" name={join(name, '_was')} value={textOf(row._was)} />
      <Quoted editing={editing} path={stored} />
      {notes.map((note) => (
        <p class="hint mb-2">{note}</p>
      ))}
      {error === undefined ? null : <p class="mb-2 font-semibold text-error">{t(error.words)}</p>}
      <div class="grid gap-3 sm:grid-cols-3">{props.children}</div>
      <div class="mt-3 flex flex-wrap items-center gap-4 text-sm">
        <RowButtons request={request} name={name} row={row} />
        {stored === null || draft.reading?.spans[stored] === undefined ? null : (
          <a href={`/plan-drafts/${draft.id}#i-${stored.replaceAll('.', '-')}`}>
            {t('Trong bản soát', 'In the review')}
          </a>
        )}
      </div>
    </fieldset>
  )
}

/** A button that does something to the form and shows it again. */
export function StepButton(props: { name: string; value: string; children?: Child }) {
  return (
    <button
      class="btn btn-sm border-base-content/40 bg-base-100"
      type="submit"
      name={props.name}
      value={props.value}
    >
      {props.children}
    </button>
  )
}

/** A box that takes a row out, and a button for a new row below it. @param props.name the row's path in the form */
export function RowButtons(props: { request: PageRequest; name: string; row: TypedRow }) {
  const { t } = props.request
  return (
    <>
      <label class="flex items-center gap-2">
        <input
          class="checkbox checkbox-sm border-base-content/60"
          type="checkbox"
          name={`${props.name}._remove`}
          value="true"
          checked={textOf(props.row._remove) === 'true'}
        />
        {t('Bỏ dòng này', 'Take this row out')}
      </label>
      <button
        class="btn btn-xs border-base-content/40 bg-base-100"
        type="submit"
        name="_insert"
        value={props.name}
      >
        {t('Chèn dòng bên dưới', 'Insert a row below')}
      </button>
    </>
  )
}

/** What the document says where the row was read, so that one corrects with the words in sight. */
export function Quoted({ editing, path }: { editing: Editing; path: string | null }) {
  const { draft, request } = editing
  const span = path === null ? undefined : draft.reading?.spans[path]
  if (span === undefined || draft.source === null) return null
  const words = draft.source.text.slice(span.start, Math.min(span.end, span.start + 400)).trim()
  return (
    <details class="mb-2 text-sm">
      <summary class="hint cursor-pointer py-1">{request.t('Văn bản ghi', 'The document says')}</summary>
      <blockquote class="mt-1 border-l-4 border-base-300 pl-3 whitespace-pre-wrap" lang="vi">
        {words}
        {span.end - span.start > 400 ? '…' : ''}
      </blockquote>
    </details>
  )
}

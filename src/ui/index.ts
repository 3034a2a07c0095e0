/*
 * The look of the pages; knows no capability.
 *
 *   form.tsx, fields.tsx  <Form form t action submit files cancel>, `const f = fields(form, t)` → f.text f.area f.money f.date f.number f.select f.radio
 *               f.check f.checks f.file f.hidden f.password; <PostButton> for an act without fields
 *   form-page.tsx  formPage({...}): a form as a page and its receiver; acts.tsx  actsOf(...): the acts of a record on its page; <Act> shows a button to
 *               whoever may run its command
 *   asked.tsx   <AskedText>, <AskedChoice>: fields of a form that only asks (GET)
 *   catalogue-pages.tsx  cataloguePages({...}): a catalogue that the office keeps: list, forms that add, edit and end an entry
 *   in-force-pages.tsx  inForcePages({...}): rows that hold from a day on, one after the other: list, form, end
 *   list.tsx    listPage({...}): a whole list page out of a list query: filters, sort, key paging, CSV and XLSX
 *   chart.ts, chart-lines.ts, stacked-chart.ts, bar-chart.ts, month-chart.ts, chart-view.tsx  charts of SVG of our own
 *   record-page.tsx, evidence.tsx  recordView({...}): the page of a record in one order, its conditions, its evidence seen in place
 *   consent.tsx  an enterprise's consent to be told of: its paper and its steps
 *   enterprise-list.tsx, retract.tsx, year-table.tsx  columns and filters of an enterprise's records; a record that can be retracted; a budget by line and year
 *   pieces.tsx  Section Facts Badge Notice Empty LinkButton Dong Millions Amount Figure Meter FileLink Timeline Day Moment Table
 *   record-table.tsx  <RecordTable caption rows columns>: a table with a row for each record, whose columns say head and cell once
 *
 * A page returns { title, lead, breadcrumbs, actions, body } and the shell dresses it. Buttons: class `btn btn-primary`. Other tables: <Table caption>
 * with plain thead/tbody (`class="num"` for figures, `class="sum"` on a row of sums). Grid of panels: Tailwind utilities.
 */

export type { Tone } from '../platform/states.ts'
export { Act, act, actsOf, reasonFields, type Sent } from './acts.tsx'
export { AskedChoice, AskedText } from './asked.tsx'
export { barChart } from './bar-chart.ts'
export { cataloguePages } from './catalogue-pages.tsx'
export {
  type ChartLook,
  type ChartSize,
  escapeXml,
  gridOf,
  heights,
  ink,
  label,
  line,
  marker,
  type Plot,
  pathOf,
  picture,
  plotOf,
  widths,
} from './chart.ts'
export { lineChart } from './chart-lines.ts'
export { Chart } from './chart-view.tsx'
export { consentPaper, consentSteps } from './consent.tsx'
export { CorrectedFields, correctable } from './correction.tsx'
export { recordColumns, recordFilters } from './enterprise-list.tsx'
export { Evidence, type EvidenceFile } from './evidence.tsx'
export { type Choice, type Fields, fields } from './fields.tsx'
export { Form, FormProblem, PostButton } from './form.tsx'
export { type FieldName, type Filling, formPage } from './form-page.tsx'
export { inForcePages } from './in-force-pages.tsx'
export { LabelSheet } from './label-sheet.tsx'
export { listPage } from './list.tsx'
export { type ListColumn, type ListFilter, listHref, type RowOf } from './list-columns.ts'
export { chargeMany, type ManyAct } from './many.tsx'
export { chosenRows, manyPages } from './many-pages.tsx'
export { ArticleText, Markdown } from './markdown.tsx'
export { monthChart, runningSums } from './month-chart.ts'
export {
  Amount,
  Badge,
  Day,
  Dong,
  Empty,
  Facts,
  Figure,
  FileLink,
  Fold,
  LinkButton,
  Meter,
  Millions,
  Moment,
  Notice,
  OpenLink,
  Section,
  StateBadge,
  Table,
  Timeline,
} from './pieces.tsx'
export { QrPicture } from './qr-picture.tsx'
export {
  FactCells,
  kindOf,
  type RecordField,
  recordFields,
  tellsOfPerson,
} from './record-fields.tsx'
export { Conditions, recordView, Stepper, stepsOf } from './record-page.tsx'
export { RecordTable } from './record-table.tsx'
export { Counts, countsColumns, countsFilter, RetractedNotice, RetractForm } from './retract.tsx'
export { type StackFill, type StackPiece, stackedChart } from './stacked-chart.ts'
export type { Stored } from './versions.tsx'
export { type AmountGroup, YearTable } from './year-table.tsx'

/*
 * The look of the pages; knows no capability.
 *
 *   form.tsx    <Form form t action submit files cancel>, `const f = fields(form, t)` → f.text f.area f.money f.date f.number f.select f.radio
 *               f.check f.file f.hidden f.password; <PostButton> for an act without fields
 *   list.tsx    listPage({...}): a whole list page out of a list query: filters, sort, key paging, CSV and XLSX
 *   parts.tsx   Section Facts Badge Notice Empty LinkButton Dong Millions Figure Meter FileLink Timeline Day Moment Table
 *
 * A page returns { title, lead, breadcrumbs, actions, body } and the shell dresses it. Buttons: class `btn btn-primary`. Tables: <Table caption>
 * with plain thead/tbody (`class="num"` for figures, `class="sum"` on a row of sums). Grid of panels: Tailwind utilities.
 */
export { type Choice, type FieldOptions, Form, FormProblem, fields, PostButton } from './form.tsx'
export { type ListColumn, type ListFilter, listHref, listPage, type RowOf } from './list.tsx'
export {
  Badge,
  Day,
  Dong,
  Empty,
  Facts,
  Figure,
  FileLink,
  LinkButton,
  Meter,
  Millions,
  Moment,
  Notice,
  Section,
  Table,
  Timeline,
  type Tone,
} from './parts.tsx'

import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { written } from '../platform/numbers.ts'
import { type FormState, freshForm, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Badge, Empty, Form, LinkButton, Section, Table } from '../ui/index.ts'
import { crumbs } from './enterprise-of.ts'
import { answerOf, askSeats, previewSeats, settleSeats } from './seat-many.ts'

/* Many seats answered in one form: the form, what each answer will do, and writing them. */

const address = '/enterprises/seats/answers'
const title = words('Ghi địa bàn của nhiều trụ sở', 'Record the communes of many seats')
const seatsCrumbs = (request: PageRequest) => [
  ...crumbs(request),
  { label: request.t('Địa bàn đã chia tách', 'Units that were split'), href: '/enterprises/seats' },
]

/** The form: each enterprise with the communes that its unit became. What is left empty is asked for again. */
async function AskForm({ request }: { request: PageRequest }) {
  const { t, url } = request
  const unit = url.searchParams.get('unit') ?? undefined
  const { rows, total } = await request.execute(askSeats, { unit })
  if (rows.length === 0)
    return (
      <Empty>{t('Mọi doanh nghiệp đều ở địa bàn đã rõ.', 'The unit of every enterprise is known.')}</Empty>
    )
  const columns = [
    t('Doanh nghiệp', 'Enterprise'),
    t('Địa bàn đã ghi', 'Unit on record'),
    t('Xã, phường hiện nay', 'Commune of today'),
  ] as const
  return (
    <Section
      lead={t(
        `${rows.length} trong ${total} doanh nghiệp đang được hỏi. Để trống nơi chưa rõ: lần sau sẽ hỏi lại.`,
        `${rows.length} of the ${total} enterprises that are asked for. Leave empty what is not clear: it is asked for again.`,
      )}
    >
      <form method="get" action={address}>
        <Table caption={t(title)} stack>
          <thead>
            <tr>
              {columns.map((label) => (
                <th scope="col">{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <td data-label={columns[0]}>
                  {row.name}
                  <span class="hint block">
                    {row.taxCode} · {row.address}
                  </span>
                </td>
                <td data-label={columns[1]}>{t(row.unit, row.unitEn)}</td>
                <td data-label={columns[2]}>
                  <select
                    class="select w-full max-w-xs"
                    name="seat"
                    aria-label={`${columns[2]}: ${row.name}`}
                  >
                    <option value="">{t('Chưa rõ', 'Not known')}</option>
                    {row.candidates.map(({ placeKey, name, nameEn, named }) => (
                      <option value={`${row.id}:${row.version}:${placeKey}`}>
                        {t(name, nameEn)}
                        {named ? t(' – địa chỉ có nêu', ' – named in the address') : ''}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
        <p class="mt-4 flex flex-wrap gap-2">
          <button class="btn btn-primary" type="submit">
            {t('Xem trước', 'Preview')}
          </button>
          <LinkButton href="/enterprises/seats">{t('Quay lại', 'Back')}</LinkButton>
        </p>
      </form>
    </Section>
  )
}

/** What each answer will do; those that can be written are sent on. */
async function Preview({ request, seats, form }: { request: PageRequest; seats: string[]; form: FormState }) {
  const { t } = request
  const { rows } = await request.execute(previewSeats, { seat: seats })
  const good = rows.filter(({ hindrance }) => hindrance === null)
  const columns = [t('Doanh nghiệp', 'Enterprise'), t('Hiện nay', 'Now'), t('Sẽ là', 'Will be')] as const
  return (
    <Section
      lead={t(
        `${good.length} trụ sở sẽ được ghi; ${rows.length - good.length} dòng không ghi được. Chưa có gì được ghi.`,
        `${good.length} seats will be recorded; ${rows.length - good.length} answers cannot be written. Nothing is written yet.`,
      )}
    >
      <Table caption={t('Mỗi dòng sẽ làm gì', 'What each answer will do')} stack>
        <thead>
          <tr>
            {columns.map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <td data-label={columns[0]}>{row.name}</td>
              <td data-label={columns[1]}>{t(row.unit, row.unitEn)}</td>
              <td data-label={columns[2]}>
                {row.hindrance === null ? (
                  row.to !== null && t(row.to.name, row.to.nameEn)
                ) : (
                  <Badge tone="warning">{t(row.hindrance)}</Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {good.length === 0 || !mayRun(request.actor, settleSeats) ? (
        <p class="mt-4">
          <LinkButton href={address}>{t('Quay lại', 'Back')}</LinkButton>
        </p>
      ) : (
        <Form
          form={form}
          t={t}
          action={address}
          submit={t(`Ghi ${good.length} trụ sở`, `Record ${good.length} seats`)}
          cancel={address}
        >
          {good.map(({ id, version, placeKey }) => (
            <input type="hidden" name="seat" value={`${id}:${version}:${placeKey}`} />
          ))}
        </Form>
      )}
    </Section>
  )
}

async function view(request: PageRequest, form: FormState, typed: readonly string[]) {
  const seats = typed.filter((text) => answerOf(text) !== null)
  return {
    title: request.t(title),
    lead: request.t(
      'Chọn xã, phường cho từng doanh nghiệp, xem trước, rồi ghi cả lượt. Chương trình không đoán.',
      'Choose the commune of each enterprise, look at what will be done, then record them together. The program does not guess.',
    ),
    breadcrumbs: seatsCrumbs(request),
    body: seats.length === 0 ? await AskForm({ request }) : await Preview({ request, seats, form }),
  }
}

const several = (value: string | string[] | undefined) => [value ?? []].flat()

export const seatAnswers: readonly Page[] = [
  page({
    route: `GET ${address}`,
    for: askSeats,
    run: (request) => view(request, freshForm(), request.url.searchParams.getAll('seat')),
  }),
  receiver({
    command: settleSeats,
    address,
    input: (values) => ({ seats: several(values.seat).flatMap((text) => answerOf(text) ?? []) }),
    done: (output) => {
      const { vi, en } = written(output)
      return {
        to: output.left > 0 ? address : '/enterprises/seats',
        message: words(
          `Đã ghi địa bàn của ${vi.settled} trụ sở; còn ${vi.left} doanh nghiệp cần hỏi.`,
          `The communes of ${en.settled} seats are recorded; ${en.left} enterprises are still asked for.`,
        ),
      }
    },
    again: (request, form) => view(request, form, several(form.values.seat)),
  }),
]

import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { act, actsOf, reasonFields } from '../ui/index.ts'
import { eventChoices } from './choices.ts'
import { endRecall, publishLot, recallLot, takeDownLot } from './commands.ts'
import { addEvent } from './events.ts'
import { eventFields } from './fields.ts'
import type { ShownLot } from './queries.ts'

/* What may be done with a lot, each act with its form. */

export type ActKey = 'endRecall' | 'event' | 'publish' | 'recall' | 'takeDown'

export const acts = actsOf<ShownLot, ActKey>('/traceability/{id}', {
  event: act(addEvent, {
    title: words('Ghi sự kiện truy xuất', 'Enter a tracking event'),
    path: 'events',
    open: ({ state }) => state !== 'recalled',
    initial: ({ enterprise }, { system }) => ({
      happenedOn: formatDate(today(system.now())),
      who: enterprise,
    }),
    fields: async ({ f, t, request }) =>
      eventFields.form(f, t, { choices: { kindId: await eventChoices(request) } }),
    done: words('Đã ghi sự kiện truy xuất.', 'The tracking event is entered.'),
  }),
  publish: act(publishLot, {
    title: words('Công khai lô hàng', 'Publish the lot'),
    path: 'publication',
    open: ({ state, events }) => state === 'draft' && events > 0,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p>
          {t(
            'Ai quét mã QR cũng đọc được sản phẩm, doanh nghiệp, chứng nhận và các sự kiện của lô; xin xem lại để không có tên cá nhân.',
            'Whoever scans the QR code reads product, enterprise, certificates and events of the lot; make sure that no person is named.',
          )}
        </p>
      </>
    ),
    done: words('Lô hàng đã công khai.', 'The lot is open to the public.'),
  }),
  takeDown: act(takeDownLot, {
    title: words('Ngừng công khai', 'Take it down'),
    path: 'take-down',
    kind: 'danger',
    open: ({ state }) => state === 'published',
    fields: reasonFields,
    done: words('Đã ngừng công khai.', 'It is taken down.'),
  }),
  recall: act(recallLot, {
    title: words('Thu hồi lô hàng', 'Recall the lot'),
    path: 'recall',
    kind: 'danger',
    open: ({ state }) => state === 'published',
    fields: reasonFields,
    done: words('Đã thu hồi; trang công khai nêu rõ.', 'It is recalled, and its public page says so.'),
  }),
  endRecall: act(endRecall, {
    title: words('Kết thúc thu hồi', 'End the recall'),
    path: 'recall-end',
    open: ({ state }) => state === 'recalled',
    fields: reasonFields,
    done: words(
      'Đã kết thúc thu hồi; lô công khai như trước.',
      'The recall has ended; the lot is published as before.',
    ),
  }),
})

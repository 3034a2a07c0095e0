import {
  choice,
  day,
  id,
  optionalDay,
  optionalDong,
  optionalId,
  optionalSite,
  optionalText,
  optionalWhole,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { origins } from './rules.ts'

/** The fields of a channel. */
export const channelFields = recordFields({
  name: { field: text(200), label: words('Tên kênh truyền thông', 'Name of the channel'), sort: 'name' },
  nameEn: {
    field: text(200),
    label: words('Tên kênh bằng tiếng Anh', 'Name of the channel in English'),
    exportOnly: true,
  },
  unit: { field: text(60), label: words('Đơn vị đếm', 'Unit of counting'), half: true },
  unitEn: {
    field: text(60),
    label: words('Đơn vị đếm bằng tiếng Anh', 'Unit of counting in English'),
    half: true,
    exportOnly: true,
  },
})

/** The fields of what was done on a channel: one that is added here is in its form, page, list, export, import and in REST. */
export const communicationFields = recordFields({
  agencyId: {
    field: id(),
    label: words('Cơ quan, hội thực hiện', 'Agency that did it'),
    input: 'select',
    joined: 'agency',
    half: true,
  },
  channelId: {
    field: id(),
    label: words('Kênh truyền thông', 'Channel of communication'),
    input: 'select',
    joined: 'channel',
    half: true,
  },
  origin: {
    field: choice(origins.keys),
    label: words('Do ai làm', 'Whose doing'),
    input: 'select',
    of: origins,
    empty: null,
    half: true,
  },
  campaign: {
    field: optionalText(200),
    label: words('Chiến dịch', 'Campaign'),
    hint: words(
      'Cùng tên là cùng chiến dịch; các kênh được cộng lại.',
      'One name is one campaign; its channels are added up.',
    ),
    half: true,
    personal: 'freeText',
  },
  title: {
    field: text(300),
    label: words('Nội dung truyền thông', 'What was communicated'),
    personal: 'freeText',
  },
  outlet: {
    field: optionalText(200),
    label: words('Báo, đài, trang đăng', 'Newspaper, station or site'),
    half: true,
    personal: 'freeText',
  },
  address: {
    field: optionalSite(),
    label: words('Địa chỉ bài đăng', 'Address of what was published'),
    input: 'site',
    half: true,
    exportOnly: true,
  },
  heldOn: {
    field: day(),
    label: words('Ngày đăng, phát, tổ chức', 'Day on which it was done'),
    input: 'date',
    half: true,
    sort: 'heldOn',
  },
  endedOn: {
    field: optionalDay(),
    label: words('Đến ngày, nếu nhiều ngày', 'Until, where of several days'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
  number: {
    field: whole(1, 10_000_000),
    label: words('Số lượng', 'Quantity'),
    hint: words('Theo đơn vị đếm của kênh.', 'In what the channel counts.'),
    input: 'number',
    half: true,
  },
  reach: {
    field: optionalWhole(0, 100_000_000),
    label: words('Số người tiếp cận', 'People reached'),
    input: 'number',
    half: true,
  },
  reachSource: {
    field: optionalText(300),
    label: words('Nguồn của số người tiếp cận', 'Where the number of people is from'),
    exportOnly: true,
    personal: 'freeText',
  },
  cost: {
    field: optionalDong(1n),
    label: words('Chi phí truyền thông (đồng)', 'Cost of it (đồng)'),
    input: 'money',
    half: true,
  },
  lineId: {
    field: optionalId(),
    label: words('Mục kinh phí chi trả', 'Budget line that pays'),
    hint: words(
      'Để trống: kinh phí của cơ quan. Chi tiền vẫn ghi ở phần Kinh phí; đây là tham chiếu.',
      'Empty: the agency’s own funds. Money is booked in the budget; this names the line.',
    ),
    input: 'select',
    empty: words('Kinh phí của cơ quan', 'The agency’s own funds'),
    joined: 'line',
    half: true,
    exportOnly: true,
  },
  fileId: {
    field: optionalId(),
    label: words('Minh chứng truyền thông', 'Proof of the communication'),
    input: 'file',
    joined: 'file',
    offList: true,
  },
})

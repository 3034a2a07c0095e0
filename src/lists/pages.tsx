import { words } from '../platform/language.ts'
import { receiver } from '../platform/page.ts'
import { chooseListLook, removeListView, saveListView } from './commands.ts'

export const lookReceiver = receiver({
  command: chooseListLook,
  address: '/list-settings',
  done: ({ back }) => ({
    to: back,
    message: words('Đã lưu cách xem danh sách.', 'The look of the list is kept.'),
  }),
})

export const viewReceiver = receiver({
  command: saveListView,
  address: '/list-views',
  done: ({ back }) => ({ to: back, message: words('Đã lưu cách lọc.', 'The view is saved.') }),
})

export const removeReceiver = receiver({
  command: removeListView,
  address: '/list-views/{id}/removal',
  done: ({ list }) => ({ to: list, message: words('Đã bỏ cách lọc.', 'The view is removed.') }),
})

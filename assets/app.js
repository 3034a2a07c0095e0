// Small comforts; every page works without them.
document.addEventListener('change', (event) => {
  const form = event.target instanceof Element && event.target.closest('form[data-live]')
  if (form && event.target.matches('select')) form.requestSubmit()
})
// A second press of the same button sends nothing new (the server would give the first answer anyway).
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post') return
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = '1'
  setTimeout(() => delete form.dataset.sent, 8000)
})
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})
// One open menu at a time; Escape and a click outside close it.
const menus = () => document.querySelectorAll('details[data-menu][open]')
document.addEventListener('click', (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false
})
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of menus()) {
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
})
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-print]')) window.print()
})

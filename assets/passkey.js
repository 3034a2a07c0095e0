// Passkeys: puts the form's question to the authenticator, writes its answer into the form's field `credential` and sends it.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

// For browsers without parseCreationOptionsFromJSON, parseRequestOptionsFromJSON and toJSON (before 2025).
const readQuestion = (question) => ({
  ...question,
  challenge: bytes(question.challenge),
  ...(question.user && { user: { ...question.user, id: bytes(question.user.id) } }),
  ...(question.excludeCredentials && {
    excludeCredentials: question.excludeCredentials.map((known) => ({ ...known, id: bytes(known.id) })),
  }),
})
const writeAnswer = ({ id, rawId, type, response }) => ({
  id,
  rawId: text(rawId),
  type,
  response: Object.fromEntries(
    ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature']
      .filter((name) => response[name])
      .map((name) => [name, text(response[name])]),
  ),
})

async function ask({ passkey, question }) {
  const [method, parse] =
    passkey === 'create' ? ['create', 'parseCreationOptionsFromJSON'] : ['get', 'parseRequestOptionsFromJSON']
  const json = JSON.parse(question)
  const publicKey = PublicKeyCredential[parse]?.(json) ?? readQuestion(json)
  const credential = await navigator.credentials[method]({ publicKey })
  return credential.toJSON ? credential.toJSON() : writeAnswer(credential)
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const status = form.querySelector('[role="status"]')
  if (!window.PublicKeyCredential) {
    form.hidden = false
    status.textContent = form.dataset.unable
    continue
  }
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    // The form's own sending, and app.js's guard against a second press, wait for the authenticator.
    event.preventDefault()
    event.stopPropagation()
    if (form.dataset.asking) return
    form.dataset.asking = '1'
    status.textContent = ''
    try {
      form.elements.credential.value = JSON.stringify(await ask(form.dataset))
      form.submit()
    } catch {
      status.textContent = form.dataset.failed
    } finally {
      delete form.dataset.asking
    }
  })
}

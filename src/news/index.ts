import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as consent from './consent.ts'
import { newsFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as articleImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as publicPages from './public-pages.tsx'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import * as storyPage from './story-page.tsx'
import * as subscriberCommands from './subscribers/commands.ts'
import * as letters from './subscribers/letters.ts'
import * as subscriberPages from './subscribers/pages.tsx'
import * as subscriberQueries from './subscribers/queries.ts'
import './notices.ts'
import { newsThreads } from './threads.ts'
import { newsWork } from './work.ts'

export const newsCapability = capability({
  modules: [
    articleImport,
    commands,
    consent,
    formPages,
    importPages,
    letters,
    listPages,
    publicPages,
    queries,
    showPages,
    storyPage,
    subscriberCommands,
    subscriberPages,
    subscriberQueries,
  ],
  news: [commands.publishArticle],
  links: { news_article: '/news/articles' },
  work: newsWork,
  threads: newsThreads,
  finds: newsFinds,
})

export { createArticle, publishArticle, sendArticle } from './commands.ts'
export { agreeToStory, askConsent } from './consent.ts'
export { articleFields, pictureFields } from './fields.ts'
export { NewsBrief } from './public-pages.tsx'
export { listNews } from './queries.ts'
export { subscribe } from './subscribers/commands.ts'
export { subscriberFields } from './subscribers/fields.ts'
export { leavePath } from './subscribers/letters.ts'

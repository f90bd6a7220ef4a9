import { chooseLanguage, language, pageLanguages, texts } from '#playground/page/texts/texts.ts'

/** The page's language: the browser's, until another one is chosen here. */
export function LanguageSwitch() {
  return (
    <label class="language-switch">
      {texts.language}
      <select value={language} onChange={(event) => chooseLanguage(event.currentTarget.value)}>
        {Object.entries(pageLanguages).map(([code, { name }]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What Discord shows of a command, a subcommand or an option in English. The keys of `options` are the names that Discord sends. */
export interface OwnWords {
  readonly description: string
  readonly options?: Readonly<Record<string, OwnWords>>
  /** The names of an option's choices, by their values. */
  readonly choices?: Readonly<Record<string, string>>
}

/** The same in another language: names are translated, too. */
export interface TranslatedWords extends OwnWords {
  readonly name: string
  readonly options?: Readonly<Record<string, TranslatedWords>>
}

/** The shape of a translation of some own words: the compiler tells a language what it lacks. */
export type Translated<Own> = { readonly name: string } & {
  readonly [Key in keyof Own]: Key extends 'options'
    ? { readonly [Option in keyof Own[Key]]: Translated<Own[Key][Option]> }
    : Key extends 'choices'
      ? { readonly [Value in keyof Own[Key]]: string }
      : string
}

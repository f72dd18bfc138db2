/** What is left of a value that went over the wire as JSON: moments are ISO 8601 text, functions are gone. */
export type AsJson<Value> = Value extends Date
  ? string
  : Value extends (...given: never[]) => unknown
    ? never
    : Value extends readonly unknown[]
      ? { readonly [Index in keyof Value]: AsJson<Value[Index]> }
      : Value extends object
        ? {
            readonly [Name in keyof Value as Value[Name] extends (...given: never[]) => unknown ? never : Name]: AsJson<
              Value[Name]
            >;
          }
        : Value;

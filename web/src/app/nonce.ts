/** The page's nonce, without which its policy allows no style element; those made by script all get it. */
export const nonce =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ""

// TRICKY: Ant Design hands it on to most of its styles, but measures scroll bars with one without.
const make = document.createElement.bind(document)
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const made = make(name, options)
  if (made instanceof HTMLStyleElement) made.nonce = nonce
  return made
}) as typeof document.createElement

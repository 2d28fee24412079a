/** What happens as the third file loads? The page shows its own clicks, if its address has a pass. */

import { ownTag, readOptions } from "./options"
import { showHeat, tokenOf } from "./overlay"

const tag = ownTag(document)
const token = tokenOf(location.hash)
if (tag && token) void showHeat(readOptions(tag).host, token).catch(() => {})

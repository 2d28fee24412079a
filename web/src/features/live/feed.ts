/** How does the list keep up with the stream? It takes what comes a frame at a time, and waits while one reads. */
import { type Choice, EVERYTHING, fits, type Row, rowOf } from "@/features/live/rows"
import type { Arrival } from "@/lib/stream"

/** Rows that are kept; older ones are let go. */
export const MOST = 2_000

export interface Snapshot {
  /** Newest first. */
  rows: readonly Row[]
  /** How many fitting events came while the list held still. */
  waiting: number
  /** Whether older rows were let go, so that stored ones no longer follow on. */
  full: boolean
  missed: number
}

const NOTHING: Snapshot = { rows: [], waiting: 0, full: false, missed: 0 }
type Frame = (work: () => void) => void

/** The rows that streamed in. Changes are told once a frame, however many events came. */
export class Feed {
  private now = NOTHING
  private choice = EVERYTHING
  private holding = false
  private held: Row[] = []
  private heldCount = 0
  private buffer: Row[] = []
  private bufferLost = false
  private due = false
  private readonly watchers = new Set<() => void>()

  constructor(private readonly frame: Frame = (work) => requestAnimationFrame(work)) {}

  snapshot = (): Snapshot => this.now

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }

  /** Take in what arrived, oldest first. */
  take(arrived: readonly Arrival[]): void {
    for (const event of arrived) if (fits(event, this.choice)) this.buffer.push(rowOf(event))
    if (this.buffer.length > 2 * MOST) {
      this.buffer = this.buffer.slice(-MOST) // a hidden tab draws no frames
      this.bufferLost = true
    }
    if (this.buffer.length === 0 || this.due) return
    this.due = true
    this.frame(() => this.flush())
  }

  /** Begin anew with the events that fit `choice`. */
  choose(choice: Choice): void {
    this.choice = choice
    this.clear()
  }

  clear(): void {
    this.held = []
    this.heldCount = 0
    this.buffer = []
    this.bufferLost = false
    this.tell({ ...NOTHING, missed: this.now.missed })
  }

  /** Hold still, and count what waits; or let go, and show it. */
  hold(still: boolean): void {
    if (this.holding === still) return
    this.holding = still
    if (!still) this.release()
  }

  /** Show what waits. */
  release(): void {
    if (this.heldCount === 0) return
    const rows = this.held
    const lost = this.heldCount > rows.length
    this.held = []
    this.heldCount = 0
    this.show(rows, lost)
  }

  miss(count: number): void {
    this.tell({ ...this.now, missed: this.now.missed + count })
  }

  private flush(): void {
    this.due = false
    const rows = this.buffer.reverse()
    const lost = this.bufferLost
    this.buffer = []
    this.bufferLost = false
    if (!this.holding) {
      this.show(rows, lost)
      return
    }
    this.heldCount += rows.length + (lost ? MOST : 0)
    this.held = [...rows, ...this.held].slice(0, MOST)
    this.tell({ ...this.now, waiting: this.heldCount })
  }

  /** Put `rows` on top; where some between were `lost`, what is below does not follow on. */
  private show(rows: readonly Row[], lost: boolean): void {
    const below = lost ? [] : this.now.rows
    const all = [...rows, ...below]
    const full = lost || this.now.full || all.length > MOST
    this.tell({ ...this.now, rows: all.slice(0, MOST), waiting: this.heldCount, full })
  }

  private tell(next: Snapshot): void {
    this.now = next
    for (const watcher of this.watchers) watcher()
  }
}

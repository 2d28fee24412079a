import { Component, type ReactNode } from "react"
import { Problem } from "@/ui/Problem"

/** What fails to draw in here fails alone; the rest of the board goes on. */
export class Guard extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return <Problem error={this.state.error} onRetry={() => this.setState({ error: null })} />
  }
}

import { Component, type ReactNode } from 'react';
import { ProblemNotice } from './Problem';

type Props = { children: ReactNode };

/** Shows what went wrong in place of a page that failed to draw; the rest of the console stays usable. */
export class Fallible extends Component<Props, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error ? <ProblemNotice error={this.state.error} /> : this.props.children;
  }
}

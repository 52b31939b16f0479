import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/states.tsx';

interface FaultState {
  isFailed: boolean;
}

/** A page whose drawing failed says so instead of leaving the screen empty; it can be drawn again. */
export class FaultBoundary extends Component<{ children: ReactNode }, FaultState> {
  override state: FaultState = { isFailed: false };

  static getDerivedStateFromError(): FaultState {
    return { isFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.isFailed) return this.props.children;
    return <ErrorState level={1} failure={{}} onRetry={() => this.setState({ isFailed: false })} />;
  }
}

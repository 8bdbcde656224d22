/** When a page can't be drawn, the menu stays and the page says why. */
import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';

import { Problem } from '@/lib/problem';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Denied } from './Allowed';
import { NotFound } from './NotFound';

/** What only a wrong address asks for. */
const NO_SUCH = new Set(['form.not_found', 'report.not_found']);

interface Props {
  /** another page is drawn, whatever became of the one before */
  path: string;
  children: ReactNode;
  onReset(): void;
}

class Boundary extends Component<Props, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate({ path }: Props) {
    if (path !== this.props.path && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (error instanceof Problem && error.status === 403) return <Denied />;
    if (error instanceof Problem && NO_SUCH.has(error.code)) return <NotFound />;
    return (
      <div className="page">
        <ProblemAlert
          error={error}
          onRetry={() => {
            this.props.onReset();
            this.setState({ error: null });
          }}
        />
      </div>
    );
  }
}

export function PageError({ path, children }: Omit<Props, 'onReset'>) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Boundary path={path} onReset={reset}>
          {children}
        </Boundary>
      )}
    </QueryErrorResetBoundary>
  );
}

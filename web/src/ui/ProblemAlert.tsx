/** What the server refused, in its own words, and what went wrong on the way to it. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { mayBeDone } from '@/lib/once';
import { Problem } from '@/lib/problem';

export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof Problem)) return t('problem.unknown');
    if (error.status === 0) return t('problem.network');
    if (error.message) return error.message;
    switch (error.status) {
      case 403:
        return t('problem.forbidden');
      case 404:
        return t('problem.notFound');
      case 413:
        return t('problem.tooLarge');
      case 502:
      case 503:
      case 504:
        return t('problem.unsure');
      case 429:
        return t('problem.tooMany');
      default:
        return error.status >= 500 ? t('problem.server') : t('problem.unknown');
    }
  };
}

interface Props {
  error: unknown;
  /** says more than the problem's own title */
  headline?: string | null;
  /** sentences that found no field or cell to stand at */
  rest?: readonly string[];
  onRetry?: () => void;
  onClose?: () => void;
}

export function ProblemAlert({ error, headline, rest = [], onRetry, onClose }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  // What can be read again holds nothing that somebody typed.
  const away = onRetry && error instanceof Problem && !error.message && mayBeDone(error);
  const title = headline ?? (away ? t('problem.away') : textOf(error));
  const more = [...new Set(rest)].filter((sentence) => sentence !== title);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        more.length > 0 ? (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {more.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : undefined
      }
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('problem.retry')}
          </Button>
        )
      }
      closable={onClose ? { onClose, 'aria-label': t('problem.dismiss') } : false}
    />
  );
}

/** A code that was scanned among pieces and means something else: is it the number of one? */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  doubted: { text: string; name: string };
  onJudge(isPiece: boolean): void;
}

export function Doubts({ doubted, onJudge }: Props) {
  const { t } = useTranslation();
  const { text, name } = doubted;
  return (
    <div className="phone-choice" role="alert">
      <strong>{text}</strong>
      <Button
        block
        size="large"
        type="primary"
        onClick={() => {
          onJudge(false);
        }}
      >
        {t('scan.noPiece')}
      </Button>
      <Button
        block
        size="large"
        onClick={() => {
          onJudge(true);
        }}
      >
        {t('scan.isPiece', { name })}
      </Button>
    </div>
  );
}

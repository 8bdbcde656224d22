/** The views of the page that is shown, to open, keep, change and take away. */
import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { useDropView, useViews, viewAt, type Place, type View } from './views';
import './views.css';

interface Props {
  at: Place;
  onOpen(view: View): void;
  onSave(view: View | null): void;
}

export function ViewsMenu({ at, onOpen, onSave }: Props) {
  const { t } = useTranslation();
  const { items } = useViews();
  const drop = useDropView();
  const here = items.filter(({ path }) => path === at.path);
  const shown = viewAt(here, at);
  return (
    <div className="views-menu">
      {drop.error && <ProblemAlert error={drop.error} />}
      {here.length === 0 && <p className="quiet">{t('views.none')}</p>}
      <ul>
        {here.map((view) => (
          <li key={view.id}>
            <button
              type="button"
              className="as-link"
              aria-current={view === shown ? 'true' : undefined}
              onClick={() => {
                onOpen(view);
              }}
            >
              {view.name}
            </button>
            {view.mine && view.role && <span className="tag">{t('views.shared')}</span>}
            {!view.mine && <span className="quiet">{view.by}</span>}
            {view.mine && (
              <>
                <Button
                  type="text"
                  size="small"
                  icon={<EditOutlined />}
                  aria-label={t('views.changeOne', { name: view.name })}
                  onClick={() => {
                    onSave(view);
                  }}
                />
                <Popconfirm
                  title={t('views.dropAsk', { name: view.name })}
                  okText={t('views.drop')}
                  cancelText={t('settings.cancel')}
                  onConfirm={() => {
                    drop.mutate(view.id);
                  }}
                >
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={t('views.dropOne', { name: view.name })}
                  />
                </Popconfirm>
              </>
            )}
          </li>
        ))}
      </ul>
      {!shown && (
        <Button
          block
          size="small"
          onClick={() => {
            onSave(null);
          }}
        >
          {t('views.saveHere')}
        </Button>
      )}
    </div>
  );
}

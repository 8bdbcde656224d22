/** 维护: when it was last backed up and proved, and whether the worker is at work. */
import { useQuery } from '@tanstack/react-query';
import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { get } from '@/lib/api';
import { showInstant } from '@/lib/dates';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { anchorOf } from './SettingsIndex';

interface Run {
  at: string;
  ok: boolean;
  told: { bytes?: number; companies?: number; differences?: number };
}

interface Upkeep {
  version: string;
  database: string;
  bytes: number;
  workers: number;
  jobs: Record<string, number>;
  backup: Run | null;
  prove: Run | null;
}

const MEGABYTE = 1_000_000;

export function UpkeepPanel() {
  const { t } = useTranslation();
  const { zone } = useSetting();
  const upkeep = useQuery({
    queryKey: ['upkeep'],
    queryFn: ({ signal }) => get<Upkeep>('/api/v1/upkeep', {}, signal),
  });
  if (upkeep.error) return <ProblemAlert error={upkeep.error} />;
  if (!upkeep.data) return null;
  const { backup, prove, jobs } = upkeep.data;
  const size = (bytes: number) => `${(bytes / MEGABYTE).toFixed(1)} MB`;
  const waiting = (jobs['todo'] ?? 0) + (jobs['doing'] ?? 0);
  const differences = prove?.told.differences ?? 0;
  return (
    <section className="panel" aria-label={t('upkeep.title')} id={anchorOf(t('upkeep.title'))}>
      <h2>{t('upkeep.title')}</h2>
      <Descriptions
        column={{ xs: 1, md: 2 }}
        size="small"
        items={[
          {
            key: 'backup',
            label: t('upkeep.backup'),
            children: backup
              ? `${showInstant(backup.at, zone)} · ${size(backup.told.bytes ?? 0)}`
              : t('upkeep.noBackup'),
          },
          {
            key: 'prove',
            label: t('upkeep.prove'),
            children: prove
              ? `${showInstant(prove.at, zone)} · ${prove.ok ? t('upkeep.agree') : t('upkeep.differ', { count: differences })}`
              : t('upkeep.notYet'),
          },
          {
            key: 'jobs',
            label: t('upkeep.jobs'),
            children: t('upkeep.jobsAre', {
              waiting,
              failed: jobs['failed'] ?? 0,
              workers: upkeep.data.workers,
            }),
          },
          {
            key: 'version',
            label: t('upkeep.version'),
            children: `${upkeep.data.version} · ${upkeep.data.database} · ${size(upkeep.data.bytes)}`,
          },
        ]}
      />
    </section>
  );
}

import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app/App';
import { startAsking } from './app/asking';
import { watchForNewer } from './app/newer';
import { queryClient } from './app/queries';
import { startLanguages } from './i18n';
import { openKept } from './lib/safekeeping';
import { startClearing } from './ui/clearing';
import { startDensity } from './ui/density';
import { startTheme } from './ui/theme';
import './ui/tokens.css';
import './ui/density.css';

startTheme();
startDensity();
startClearing();
startAsking();
await Promise.all([startLanguages(), openKept()]);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}

if (import.meta.env.PROD) watchForNewer();

/** A picture behind the API. It needs the company to be named, which an address alone cannot. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { fetchFile } from '@/lib/api';

interface Props {
  path: string;
  /** what is said of it; nothing where the name stands beside it */
  name: string;
  className?: string;
}

export function Picture({ path, name, className }: Props) {
  const [source, setSource] = useState<string | null>(null);
  const file = useQuery({
    queryKey: ['picture', path],
    queryFn: () => fetchFile(path),
    staleTime: Infinity, // a file never changes
    retry: false,
  }).data;
  useEffect(() => {
    if (!file) return undefined;
    const made = URL.createObjectURL(file);
    setSource(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [file]);
  const named = className ? { className } : {};
  const broken = () => {
    setSource(null);
  };
  if (source) return <img src={source} alt={name} onError={broken} {...named} />;
  return <span className={['no-picture', className].filter(Boolean).join(' ')} />;
}

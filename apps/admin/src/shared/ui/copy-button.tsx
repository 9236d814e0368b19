import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';
import { copyText } from './copy-text';
import { useAnnounce } from './live-region';

/** For what is no secret. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const worked = await copyText(text);
    setCopied(worked);
    announce(worked ? 'Copied.' : 'The browser refused to copy.');
  };
  return (
    <Button onClick={() => void copy()}>
      {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      {copied ? 'Copied' : label}
    </Button>
  );
}

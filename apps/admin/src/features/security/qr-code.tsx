import { type RefObject, useLayoutEffect, useRef } from 'react';
import styles from './enrol.module.css';
import { qrPath } from './qr-path';
import type { Enrolment } from './two-factor';

/** Drawn into the element by hand, as secrets are: as a property its lines would live on in React's memory of the page. */
export function QrCode({ enrolmentRef }: { enrolmentRef: RefObject<Enrolment | null> }) {
  const svgRef = useRef<SVGSVGElement>(null);
  const pathRef = useRef<SVGPathElement>(null);
  useLayoutEffect(() => {
    const uri = enrolmentRef.current?.uri.read();
    const [svg, line] = [svgRef.current, pathRef.current];
    if (!uri || svg === null || line === null) return;
    const { size, path } = qrPath(uri);
    svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
    line.setAttribute('d', path);
    return () => line.removeAttribute('d');
  }, [enrolmentRef]);
  return (
    <svg
      ref={svgRef}
      role="img"
      aria-label="QR code for an authenticator app"
      shapeRendering="crispEdges"
      className={styles.qr}
    >
      <path ref={pathRef} fill="currentColor" />
    </svg>
  );
}

import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';

const SHOWN_FOR_MS = 4000;
const Say = createContext<(message: string) => void>(() => {});

/** Short words about what just happened, shown for a moment and read out politely. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [message, setMessage] = useState('');
  const say = useCallback((text: string) => setMessage(text), []);

  useEffect(() => {
    if (!message) return;
    const timer = setTimeout(() => setMessage(''), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [message]);

  return (
    <Say value={say}>
      {children}
      <div className="toast" role="status">
        {message && <p>{message}</p>}
      </div>
    </Say>
  );
}

export function useToast() {
  return useContext(Say);
}

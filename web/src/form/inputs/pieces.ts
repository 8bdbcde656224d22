/** How many pieces a record is about, for whoever fills in their numbers; empty: nobody knows. */
import { createContext } from 'react';

export const HeaderPieces = createContext('');

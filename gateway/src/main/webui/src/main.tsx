import { createRoot } from 'react-dom/client';
import 'uplot/dist/uPlot.min.css';
import './app.css';
import { Console } from './Console';

const root = document.getElementById('root');
if (root === null) {
    throw new Error('The page has no root');
}
createRoot(root).render(<Console />);

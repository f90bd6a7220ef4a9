import { render } from 'preact'
import { App } from './app.tsx'
import { connectWhileVisible, followAddress } from './state/connection.ts'
import './style/main.css'

const root = document.querySelector('#page')
if (root === null) throw new Error('index.html has no #page')
render(<App />, root)
connectWhileVisible()
window.addEventListener('popstate', followAddress)

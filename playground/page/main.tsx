import { render } from 'preact'
import { App } from './app.tsx'
import { connect, connectWhileVisible } from './state/connection.ts'
import './style/main.css'

const root = document.querySelector('#page')
if (root === null) throw new Error('index.html has no #page')
render(<App />, root)
connectWhileVisible()
// Back and forward lead to the person that one was.
window.addEventListener('popstate', () => connect())

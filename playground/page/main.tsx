import { render } from 'preact'
import { App } from './app.tsx'
import { connectWhileVisible, followAddress } from './state/connection.ts'
import './style/main.css'
import { language } from './texts/texts.ts'

const root = document.querySelector('#page')
if (root === null) throw new Error('index.html has no #page')
document.documentElement.lang = language
render(<App />, root)
connectWhileVisible()
window.addEventListener('popstate', followAddress)

"""What browsers are told to forbid: sniffing, framing, foreign scripts.

What reads bar codes (`web/src/scan/library.ts`) is our own file of WebAssembly: that may run, too.
A page may show what it made itself in a frame: a PDF that was attached (`FilePreview.tsx`).
"""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CONTENT_SECURITY = (
    "default-src 'self'; script-src 'self'{inline}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
FOR_PAGES = CONTENT_SECURITY.format(inline=" 'wasm-unsafe-eval'")
FOR_DOCS = CONTENT_SECURITY.format(inline=" 'unsafe-inline'")

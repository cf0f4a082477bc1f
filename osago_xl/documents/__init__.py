"""Papers: typed contexts, Word templates, PDF, overprint of ready-made forms.

`render.render(template_id, context, target)` makes one document. Nothing here is imported by the
package itself: the first worksheet formula must not wait for docxtpl.
"""

"""What the part of what was charged was for returns of before that were agreed for less: what these
left out is not made up for. Of the others it is what they credited, as is said by leaving it out."""

PAPERS = """
    SELECT {net} AS net, {tax} AS tax FROM {lines} l
    JOIN {header} v ON v.company_id = l.company_id AND v.id = l.document_id
    WHERE l.company_id = s.company_id AND l.{column} = s.id AND v.state = 'confirmed'
      AND v.confirmed_at < o.confirmed_at"""
KEEP = """
WITH part AS (
    SELECT r.company_id, r.id,
        round((s.amount + coalesce(p.net, 0)) * r.base_quantity / s.base_quantity, 2) AS net,
        round((s.tax + coalesce(p.tax, 0)) * r.base_quantity / s.base_quantity, 2) AS tax
    FROM {lines} r
    JOIN {header} o ON o.company_id = r.company_id AND o.id = r.document_id
        AND o.state = 'confirmed'
    JOIN {source} s ON s.company_id = r.company_id AND s.id = r.{column} AND s.base_quantity > 0
    CROSS JOIN LATERAL (SELECT sum(net) AS net, sum(tax) AS tax FROM ({papers}) every) p)
UPDATE {lines} r SET charged_amount = part.net, charged_tax = greatest(part.tax, r.tax)
FROM part WHERE part.company_id = r.company_id AND part.id = r.id AND r.amount < part.net - 0.03
"""
INVOICE = ("l.amount - l.source_amount", "l.tax - l.source_tax")
ALLOWANCE = ("-l.amount", "-l.tax")


def keep(
    form: str, source: str, column: str, papers: dict[str, tuple[str, str]]
) -> str:
    """For the returns of `form` (a table without `line`) of lines of `source`."""
    told = [
        PAPERS.format(net=net, tax=tax, lines=f"{table}line", header=table, column=column)
        for table, (net, tax) in papers.items()
    ]
    return KEEP.format(
        lines=f"{form}line",
        header=form,
        source=f"{source}line",
        column=column,
        papers="\n    UNION ALL".join(told),
    )

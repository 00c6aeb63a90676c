import json
from dataclasses import asdict

from okrsheet.books.live.inverse import Growth, Inverse, Region


def test_an_inverse_is_plain_data_that_json_holds():
    region = Region("KPIs", 5, 2, ((None, "'text", 3.5, True),), (("=A1", "#N/A", 0.0, False),))
    inverse = Inverse((region,), (Growth("KPIs", "KPIs", 3, 4),))
    assert json.loads(json.dumps(asdict(inverse))) == {
        "regions": [
            {
                "sheet": "KPIs",
                "row": 5,
                "column": 2,
                "before": [[None, "'text", 3.5, True]],
                "after": [["=A1", "#N/A", 0.0, False]],
            }
        ],
        "grown": [{"table": "KPIs", "sheet": "KPIs", "before": 3, "after": 4}],
    }

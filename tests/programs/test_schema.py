"""The description of the addresses, for machines and for readers, from this origin and without a script."""

from django.test import Client

from tests.conftest import House


def test_the_schema_is_openapi_3_1_and_names_every_address_and_its_files(client: Client, house: House) -> None:
    answer = client.get("/api/schema")
    told = answer.json()
    assert told["openapi"] == "3.1.0"
    assert "multipart/form-data" in told["paths"]["/api/v1/tips/with-files"]["post"]["requestBody"]["content"]
    assert told["components"]["schemas"]["Problem"]["properties"]["type"]
    assert all(
        "default" in operation["responses"] and operation["description"]
        for item in told["paths"].values()
        for operation in item.values()
    )
    assert client.get("/api/schema", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_page_for_readers_tells_all_of_it_and_needs_no_script(client: Client, house: House) -> None:
    page = client.get("/api/docs")
    schema = client.get("/api/schema").json()
    text = page.content.decode()
    assert "<script" not in text
    assert "script-src 'none'" in page["Content-Security-Policy"]
    for item in schema["paths"].values():
        for operation in item.values():
            assert f'id="{operation["operationId"]}"' in text
    assert 'href="http' not in text
    assert 'src="http' not in text

"""The description of the API for machines, made of the tables it is served by: Swagger 2.0 and OpenAPI 3.1."""

// Swagger UI over the list that the page holds anyway. Asks no other host: no validator, no fonts.
(function () {
  "use strict";
  var place = document.getElementById("swagger");
  if (!place || typeof SwaggerUIBundle === "undefined") { return; }
  SwaggerUIBundle({
    url: place.dataset.description,
    dom_id: "#swagger",
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    deepLinking: true,
    validatorUrl: null,
    persistAuthorization: false,
  });
})();

"use strict";
const endpoint = location.origin + "/query";
// no completion by servers elsewhere: the page may ask this endpoint alone
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
});

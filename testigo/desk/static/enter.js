// A link may carry the token behind "#", which browsers send to nobody: it is filled in and sent as a form.
"use strict";
{
  const field = document.getElementById("token");
  const carried = decodeURIComponent(location.hash.slice(1));
  if (carried) {
    history.replaceState(null, "", location.pathname);
    field.value = carried;
    field.form.submit();
  }
}
